package dev.postern.ingest.message;

import dev.postern.events.identifier.Identifier;

/**
 * Whom a message was sent to.
 *
 * @param shown the address as it is kept and shown
 * @param identifier the identifier by which logins ask for it
 */
public record SentTo(String shown, Identifier identifier) {

    /** An identifier that is shown in its normalised form. */
    public static SentTo normalised(Identifier identifier) {
        return new SentTo(identifier.normalised(), identifier);
    }

    @Override
    public String toString() {
        return "SentTo[" + identifier.masked() + "]";
    }
}
