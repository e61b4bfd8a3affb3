package dev.postern.credential.vault;

/** A secret text, such as a password, a card number or a new API key. It has no readable property, so that it is not shown by accident. */
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
