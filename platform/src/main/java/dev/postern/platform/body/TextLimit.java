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
    ID(255),
    /** A name that people give to a thing. */
    NAME(200),
    /** The title of a folder ({@code skyvern/forge/sdk/schemas/credential_folders.py}). */
    TITLE(255),
    /** What a person writes about a folder. */
    DESCRIPTION(10_000),
    /** What an agent is told about a login ({@code skyvern/forge/sdk/schemas/credentials.py}). */
    CONTEXT(1_000),
    /** Where a code is sent: an address, a number or a label. */
    IDENTIFIER(1_024),
    /** Whom a code must come from. */
    SENDER(320),
    /** Where a push comes from, in its caller's words. */
    SOURCE(255),
    /** The text of a message; the limit for a push's body comes first. */
    CONTENT(1_048_576),
    /** A web address. */
    URL(2_048),
    /** A link that a person picks from a message; some carry whole tokens. */
    LINK(8_192),
    /** A code that a person picks from a message. */
    CODE(64),
    /** A user name, or a line of a card or an address. */
    LINE(1_024),
    /** A password, an authenticator's key or another secret. */
    SECRET(65_536),
    /** A value that a client keeps beside a credential. */
    METADATA(10_000),
    /** A key that signs calls; Skyvern's are JSON web tokens. */
    SIGNING_KEY(4_096),
    /** What a provider signs its posts with. */
    CHANNEL_SECRET(256),
    /** The name of a header of a message. */
    HEADER_NAME(100),
    /** A region of phone numbers, or another name from a fixed list. */
    WORD(64),
    /** What a list is searched for. */
    SEARCH(200),
    /** Where a page of a list ended. */
    CURSOR(200);

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
