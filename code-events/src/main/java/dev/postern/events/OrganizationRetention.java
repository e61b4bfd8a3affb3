package dev.postern.events;

import org.jspecify.annotations.Nullable;

/**
 * How long what was received for one organisation is stored, in seconds. Null: as long as the service stores it for everybody, which
 * is never exceeded. Topics keep their own times.
 *
 * @param contentSeconds the text of a message with a code, from its receipt
 * @param codeSeconds the code and the link
 * @param historySeconds the row with its times, ids and masks; ended requests and hourly counts
 * @param messagesSeconds a message without a code
 */
public record OrganizationRetention(
        @Nullable Long contentSeconds,
        @Nullable Long codeSeconds,
        @Nullable Long historySeconds,
        @Nullable Long messagesSeconds) {
    /** What holds for an organisation that set nothing. */
    public static final OrganizationRetention NONE = new OrganizationRetention(null, null, null, null);
}
