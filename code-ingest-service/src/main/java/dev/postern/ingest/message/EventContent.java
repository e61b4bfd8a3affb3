package dev.postern.ingest.message;

/**
 * The text of a message as an event carries it: cut to fit in UTF-8, never within a character.
 *
 * @param text the text, or its beginning
 * @param truncated whether something was cut off
 */
record EventContent(String text, boolean truncated) {
    static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_BYTES_PER_UNIT = 3;

    static EventContent of(String content) {
        // UTF-8 needs at most three bytes for a UTF-16 unit, so most texts need no counting.
        if (content.length() <= MAX_BYTES / MAX_BYTES_PER_UNIT) {
            return new EventContent(content, false);
        }
        int bytes = 0;
        int i = 0;
        while (i < content.length()) {
            int character = content.codePointAt(i);
            bytes += utf8Length(character);
            if (bytes > MAX_BYTES) {
                return new EventContent(content.substring(0, i), true);
            }
            i += Character.charCount(character);
        }
        return new EventContent(content, false);
    }

    private static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    @Override
    public String toString() {
        return "EventContent[***]";
    }
}
