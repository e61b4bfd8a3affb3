package dev.postern.credential.vault;

/** A text nobody may see by accident: a password, a card number, a new API key. It has no readable property. */
public final class SecretText {
    private final String text;

    public SecretText(String text) {
        this.text = text;
    }

    /** The text itself. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
