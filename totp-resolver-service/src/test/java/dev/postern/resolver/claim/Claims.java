package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has which code, and what changes it. There are two: {@link StoredClaims}, what Postern does, and {@link ModelClaims}, what
 * its rules say. Both are told the same and must answer the same. Times are the story's own: it begins at {@link Instant#EPOCH}
 * and moves by {@link #pass} alone.
 */
interface Claims {

    /** How long a caller is held at most. */
    Duration HELD = Duration.ofSeconds(50);

    /** An organisation and an identifier. */
    enum Mailbox {
        ANN("acme", "ann@example.com"),
        BOB("acme", "bob@example.com"),
        ANN_ELSEWHERE("other", "ann@example.com");

        final String organization;
        final String identifier;

        Mailbox(String organization, String identifier) {
            this.organization = organization;
            this.identifier = identifier;
        }
    }

    /**
     * A message with a code, a link or both.
     *
     * @param text equal texts to one mailbox are the same bytes by the same key
     */
    record Message(
            String id,
            Mailbox mailbox,
            boolean hasCode,
            boolean hasLink,
            RunScope scope,
            @Nullable String sender,
            @Nullable String site,
            String text,
            Instant receivedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant statedUntil) {}

    /**
     * What a login asks for; what is null is not asked for.
     *
     * @param holder the number of the replica that holds the caller for {@link #HELD}; null when it is answered at once
     */
    record Ask(
            String id,
            Mailbox mailbox,
            RunScope scope,
            @Nullable String permanentWorkflow,
            @Nullable OtpType wanted,
            @Nullable String sender,
            @Nullable String page,
            @Nullable Instant receivedAfter,
            Duration timeout,
            @Nullable String key,
            @Nullable Duration hesitation,
            @Nullable Integer holder) {

        /** All of it but the id that Postern gives. */
        String body() {
            return new Ask(
                            "",
                            mailbox,
                            scope,
                            permanentWorkflow,
                            wanted,
                            sender,
                            page,
                            receivedAfter,
                            timeout,
                            key,
                            hesitation,
                            null)
                    .toString();
        }
    }

    /** The message's event is consumed, for the first time or again. Answers who is woken. */
    String arrive(Message message);

    /** Answers what became of it. */
    String ask(Ask ask);

    /** Answers whether it is noted, and who is woken. */
    String report(Ask request, Outcomes.Outcome outcome);

    /** Stops waiting. */
    String cancel(Ask request);

    /** The connection of a caller who knows no id ends. */
    String abandon(Ask request);

    /** The caller polls. Answers who is woken. */
    String comeBack(Ask request);

    /** The connection of a held caller breaks. */
    String breaks(Ask request);

    /** A replica dies with the connections that it holds. */
    String die(int replica);

    /** Time goes by. Each hesitation that ends in it is noticed. Answers who is woken. */
    String pass(Duration time);

    /** The safety timer looks. Answers whose waiting ended, and who had been overlooked. */
    String look();

    /** Every request and every code, with what can be said of it. */
    SortedMap<String, String> picture();
}
