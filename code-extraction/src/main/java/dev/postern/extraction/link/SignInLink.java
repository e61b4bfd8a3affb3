package dev.postern.extraction.link;

/**
 * A link that signs in the person who opens it.
 *
 * @param url the address, unwrapped and without the entities of HTML: a secret
 * @param start where it begins in the source of the text or of the HTML, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record SignInLink(String url, int start, int end) {
    @Override
    public String toString() {
        return "SignInLink[***, start=" + start + ", end=" + end + "]";
    }
}
