package dev.postern.resolver.hint;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.hint.Hint.Kind;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages that came to another identifier of the organisation and name the one that a request waits at, as forwarded
 * mail does. Only the newest few are opened, and none that is long: each answer to a caller that waits pays for it.
 */
@ApplicationScoped
class NamedElsewhere {
    // Sealed, a forwarded message of some pages.
    private static final int LONGEST = 32 * 1024;
    private static final String SEPARATORS = " ()./-";

    private static final Sql NEWEST = Sql.of("""
            SELECT n.* FROM (
                (SELECT c.totp_code_id, c.identifier_masked, c.sender_masked, c.received_at, c.content_sealed
                 FROM codes c
                 WHERE c.organization_id = :organization AND c.received_at >= :since AND c.match_key <> :match_key
                   AND octet_length(c.content_sealed) <= :longest
                 ORDER BY c.received_at DESC LIMIT 20)
                UNION ALL
                (SELECT m.totp_code_id, m.identifier_masked, m.sender_masked, m.received_at, m.content_sealed
                 FROM messages m
                 WHERE m.organization_id = :organization AND m.received_at >= :since AND m.match_key <> :match_key
                   AND m.state = 'open' AND octet_length(m.content_sealed) <= :longest
                 ORDER BY m.received_at DESC LIMIT 20)) n
            ORDER BY n.received_at DESC LIMIT 20""");

    private final Transactions transactions;
    private final PayloadSealer sealer;

    NamedElsewhere(Transactions transactions, PayloadSealer sealer) {
        this.transactions = transactions;
        this.sealer = sealer;
    }

    /** The hints about those that came since the request waits. */
    List<Hint> hints(CodeRequest request) {
        Asked asked = request.asked();
        Asked.Recipient recipient = asked.recipient();
        if (recipient == null) {
            return List.of();
        }
        String sought = plain(Identifier.of(sealer.open(recipient.identifierSealed(), asked.identifierPlace()))
                .normalised());
        List<Message> messages = transactions.query(
                NEWEST,
                parameters -> parameters
                        .set("organization", asked.organizationId())
                        .set("since", asked.createdAt())
                        .set("longest", LONGEST)
                        .set("match_key", recipient.matchKey()),
                NamedElsewhere::read);
        List<Hint> hints = new ArrayList<>();
        for (Message message : messages) {
            if (names(asked.organizationId(), message, sought)) {
                hints.add(message.hint());
            }
        }
        return hints;
    }

    private boolean names(String organizationId, Message message, String sought) {
        try {
            SealedField place = new SealedField(organizationId, message.id(), "content");
            return plain(sealer.open(message.contentSealed(), place)).contains(sought);
        } catch (PayloadSealer.CannotOpen e) {
            return false;
        }
    }

    /** In small letters, and without what people put between the digits of a number. Takes time in proportion to the text. */
    static String plain(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(small.length());
        int at = 0;
        while (at < small.length()) {
            int end = at;
            while (end < small.length() && SEPARATORS.indexOf(small.charAt(end)) >= 0) {
                end++;
            }
            if (end == at) {
                plain.append(small.charAt(at++));
            } else {
                boolean between = at > 0
                        && (small.charAt(at - 1) == '+' || isDigit(small.charAt(at - 1)))
                        && end < small.length()
                        && isDigit(small.charAt(end));
                if (!between) {
                    plain.append(small, at, end);
                }
                at = end;
            }
        }
        return plain.toString();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static Message read(ResultSet row) throws SQLException {
        return new Message(
                row.getString("totp_code_id"),
                row.getString("identifier_masked"),
                row.getString("sender_masked"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("content_sealed"));
    }

    private record Message(
            String id,
            @Nullable String identifierMasked,
            @Nullable String senderMasked,
            Instant receivedAt,
            String contentSealed) {
        Hint hint() {
            return new Hint(
                    Kind.OTHER_IDENTIFIER,
                    null,
                    "A message that names this identifier came to another one",
                    id,
                    identifierMasked,
                    senderMasked,
                    receivedAt);
        }
    }
}
