package dev.postern.extraction.text;

/** Finds URLs, e-mail addresses and host names with a path. A number inside one is no code. */
public final class Addresses {
    private static final boolean[] PART =
            Characters.ascii(c -> Characters.asciiLetterOrDigit((char) c) || "._~/?#%&=+@:-".indexOf(c) >= 0);

    private final RenderedText text;
    private int judgedTo;

    public Addresses(RenderedText text) {
        this.text = text;
    }

    /** Where the address that begins at this index ends; the index itself when none begins there. */
    public int endOf(int index) {
        if (index < judgedTo || !part(text.at(index)) || part(text.at(index - 1))) {
            return index;
        }
        int end = index;
        int scheme = -1;
        boolean at = false;
        boolean hostThenPath = false;
        boolean dotted = false;
        while (part(text.at(end))) {
            char c = text.at(end);
            if (c == ':' && text.has("://", end)) {
                scheme = scheme < 0 ? end : scheme;
            } else if (c == '@') {
                at = true;
            } else if (c == '.'
                    && Characters.asciiLetter(text.at(end + 1))
                    && Characters.asciiLetterOrDigit(text.at(end - 1))) {
                dotted = true;
            } else if (c == '/' && dotted) {
                hostThenPath = true;
            }
            end++;
        }
        judgedTo = end;
        if (scheme >= 0 || hostThenPath || (at && dotted) || text.has("www.", index)) {
            return end;
        }
        return index;
    }

    private static boolean part(char c) {
        return c < Characters.ASCII && PART[c];
    }
}
