package dev.postern.gateway.console.code;

import java.util.List;

/**
 * What became of a message that a person pushed.
 *
 * @param id of the message
 * @param identifier where it was pushed to
 * @param code what was found; empty for nothing
 * @param why how it was found, as a sentence
 * @param percent how surely
 * @param message the text with the code marked
 * @param recipients the logins that were given it; none while nobody waits for it
 * @param validUntil until when a login may have it; empty when not known
 */
public record Pushed(
        String id,
        String identifier,
        String code,
        String why,
        long percent,
        Marked message,
        List<Recipient> recipients,
        String validUntil) {

    public Pushed {
        recipients = List.copyOf(recipients);
    }

    /** Whether a code was found. */
    public boolean isFound() {
        return !code.isEmpty();
    }

    @Override
    public String toString() {
        return "Pushed[" + id + "]";
    }
}
