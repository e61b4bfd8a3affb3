package dev.postern.platform.body;

import dev.postern.platform.problem.FieldError;
import java.util.List;
import java.util.Optional;

/**
 * How long each kind of text that a caller sends may be: docs/rules.md, "What a caller may send". Lengths are in Unicode code points. A
 * text within its limit fits every index, column and record that it goes into. No kind may have a NUL.
 */
public enum TextLimit {
    /** An id, its own or one of ours. Four times its length in bytes fits a row of a PostgreSQL index (2 704 bytes) twice. */
    ID(Most.ID),
    /** A name that people give to a thing. */
    NAME(Most.NAME),
    /** The title of a folder ({@code skyvern/forge/sdk/schemas/credential_folders.py}). */
    TITLE(Most.TITLE),
    /** What a person writes about a folder. */
    DESCRIPTION(Most.DESCRIPTION),
    /** What an agent is told about a login ({@code skyvern/forge/sdk/schemas/credentials.py}). */
    CONTEXT(Most.CONTEXT),
    /** Where a code is sent: an address, a number or a label. */
    IDENTIFIER(Most.IDENTIFIER),
    /** Whom a code must come from. */
    SENDER(Most.SENDER),
    /** Where a push comes from, in its caller's words. */
    SOURCE(Most.SOURCE),
    /** The text of a message; the limit for a push's body comes first. */
    CONTENT(Most.CONTENT),
    /** A web address. */
    URL(Most.URL),
    /** A link that a person picks from a message; some carry whole tokens. */
    LINK(Most.LINK),
    /** A code that a person picks from a message. */
    CODE(Most.CODE),
    /** A user name, or a line of a card or an address. */
    LINE(Most.LINE),
    /** A password, an authenticator's key or another secret. */
    SECRET(Most.SECRET),
    /** A value that a client keeps beside a credential. */
    METADATA(Most.METADATA),
    /** A key that signs calls; Skyvern's are JSON web tokens. */
    SIGNING_KEY(Most.SIGNING_KEY),
    /** What a provider signs its posts with. */
    CHANNEL_SECRET(Most.CHANNEL_SECRET),
    /** The name of a header of a message. */
    HEADER_NAME(Most.HEADER_NAME),
    /** A region of phone numbers, or another name from a fixed list. */
    WORD(Most.WORD),
    /** What a list is searched for. */
    SEARCH(Most.SEARCH),
    /** Where a page of a list ended. */
    CURSOR(Most.CURSOR);

    /** The lengths as constants, for annotations that describe a body. */
    public static final class Most {
        public static final int ID = 255;
        public static final int NAME = 200;
        public static final int TITLE = 255;
        public static final int DESCRIPTION = 10_000;
        public static final int CONTEXT = 1_000;
        public static final int IDENTIFIER = 1_024;
        public static final int SENDER = 320;
        public static final int SOURCE = 255;
        public static final int CONTENT = 1_048_576;
        public static final int URL = 2_048;
        public static final int LINK = 8_192;
        public static final int CODE = 64;
        public static final int LINE = 1_024;
        public static final int SECRET = 65_536;
        public static final int METADATA = 10_000;
        public static final int SIGNING_KEY = 4_096;
        public static final int CHANNEL_SECRET = 4_096;
        public static final int HEADER_NAME = 100;
        public static final int WORD = 64;
        public static final int SEARCH = 200;
        public static final int CURSOR = 200;

        private Most() {}
    }

    private final int most;

    TextLimit(int most) {
        this.most = most;
    }

    /** The greatest length, in code points. */
    public int most() {
        return most;
    }

    /** Whether the text is within the limit and can be stored. */
    public boolean allows(String text) {
        return !isTooLong(text) && !StorableText.hasNul(text) && !StorableText.hasLoneSurrogate(text);
    }

    /** The error of a text that is not within the limit, in Pydantic's words; empty for one that is. */
    Optional<FieldError> error(String text, List<Object> place) {
        if (isTooLong(text)) {
            return Optional.of(
                    new FieldError("string_too_long", place, "String should have at most " + most + " characters"));
        }
        return StorableText.hasNul(text)
                ? Optional.of(new FieldError("value_error", place, "Value error, a NUL character cannot be stored"))
                : Optional.empty();
    }

    private boolean isTooLong(String text) {
        // A code point has one or two units, so most texts need no count.
        return text.length() > most && text.codePointCount(0, text.length()) > most;
    }
}
