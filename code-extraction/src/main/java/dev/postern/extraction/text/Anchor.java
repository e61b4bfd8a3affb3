package dev.postern.extraction.text;

/**
 * An address that an HTML document opens when somebody clicks.
 *
 * @param href the address as the document gives it, without entities
 * @param start where its words begin in the text that is seen
 * @param end where they end, exclusive
 * @param pictured what a picture in it stands for; empty when there is none
 * @param placeStart where the address begins in the document
 * @param placeEnd where it ends there, exclusive
 */
public record Anchor(String href, int start, int end, String pictured, int placeStart, int placeEnd) {
    @Override
    public String toString() {
        return "Anchor[***]";
    }
}
