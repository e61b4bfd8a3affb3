package dev.postern.extraction;

/**
 * A message as it was forwarded.
 *
 * @param text the whole text or HTML, unchanged; never printed by {@link #toString()}
 */
public record Message(String text) {

    @Override
    public String toString() {
        return "Message[***]";
    }
}
