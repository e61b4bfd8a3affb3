package dev.postern.extraction.link;

import dev.postern.extraction.text.RenderedText;

/**
 * An address in a message, with the place of its words.
 *
 * @param url without the marks of HTML, and out of what a mail filter wrapped around it
 * @param start where its words begin in the text as it is seen: the label of a link, or the address itself
 * @param end where they end, exclusive
 * @param label whether the words are a label
 * @param pictured the words of a picture in the label; empty when there are none
 * @param placeStart where the address begins: for a label in what was given, else in the text as it is written
 * @param placeEnd where it ends there, exclusive
 * @param whole whether all of it is known
 */
record Address(
        String url, int start, int end, boolean label, String pictured, int placeStart, int placeEnd, boolean whole) {

    /** The value in it that only the message could know. */
    Secret secret() {
        return Secret.of(url.substring(AddressWords.pathStart(url)));
    }

    /** The address with its place in what was given, which is looked up for this one only. */
    SignInLink link(RenderedText text) {
        return label
                ? new SignInLink(url, placeStart, placeEnd)
                : new SignInLink(url, text.placeOf(placeStart), text.placeOf(placeEnd - 1) + 1);
    }

    @Override
    public String toString() {
        return "Address[***]";
    }
}
