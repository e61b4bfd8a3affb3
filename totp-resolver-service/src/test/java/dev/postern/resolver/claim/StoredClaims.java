package dev.postern.resolver.claim;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.events.message.MatchKey;
import dev.postern.events.message.Receipt;
import dev.postern.events.message.ReceivedMessage;
import dev.postern.events.message.RepeatKey;
import dev.postern.events.message.SealedCode;
import dev.postern.events.message.SealedContent;
import dev.postern.events.message.SealedIdentifier;
import dev.postern.events.message.StatedLimits;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.WokenBy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Postern does, on its real database. Time there cannot be set, so it goes by in that everything stored becomes older. Every
 * story has organisations of its own.
 */
final class StoredClaims implements Claims {
    /** The times of a story lie so far apart that a machine may take this long over it. */
    private static final Duration PATIENCE = Duration.ofMillis(3500);

    private static final String PICTURE = """
            SELECT code_request_id AS id,
                   concat_ws(' ', status, substr(totp_code_id, ?), 'as ' || delivered_type) AS said
            FROM code_requests WHERE starts_with(organization_id, ?)
            UNION ALL
            SELECT totp_code_id,
                   concat_ws(', ', coalesce('with ' || replace(claimed_run, 'request:' || ?, 'request:'), 'free'),
                             CASE WHEN claimed_at IS NOT NULL THEN 'was handed out' END,
                             CASE WHEN unread THEN 'unread' END, outcome,
                             CASE WHEN repeat_of IS NOT NULL THEN 'a repeat' END)
            FROM codes WHERE starts_with(organization_id, ?)""";

    private final ClaimDatabase database;
    private final String story = UUID.randomUUID() + " ";
    private final Instant began = Instant.now();
    private Duration passed = Duration.ZERO;

    StoredClaims(ClaimDatabase database) {
        this.database = database;
    }

    /** Whether the machine was so slow that times of the story and of the database differ. */
    boolean tookTooLong() {
        return Duration.between(began, Instant.now()).compareTo(PATIENCE) > 0;
    }

    @Override
    public String arrive(Message message) {
        return woken(database.codes.arrive(event(message)));
    }

    @Override
    public String ask(Ask ask) {
        return switch (database.requests.create(request(ask))) {
            case CodeRequests.Creation.Created(CodeRequest request) -> "made " + name(request.id());
            case CodeRequests.Creation.Joined(CodeRequest request) -> "joins " + name(request.id());
            case CodeRequests.Creation.KeyReused() -> "refused";
        };
    }

    @Override
    public String report(Ask request, Outcomes.Outcome outcome) {
        return said(database.outcomes.report(organization(request.mailbox()), story + request.id(), outcome));
    }

    @Override
    public String cancel(Ask request) {
        return said(database.outcomes.cancel(organization(request.mailbox()), story + request.id()));
    }

    @Override
    public String abandon(Ask request) {
        return said(database.outcomes.abandon(organization(request.mailbox()), story + request.id()));
    }

    @Override
    public String pass(Duration time) {
        goOn(ModelClaims.HESITATION);
        List<CodeRequest> hesitated = database.hesitating.stream()
                .filter(request -> request.id().startsWith(story))
                .sorted(Comparator.comparing(request -> request.asked().createdAt()))
                .toList();
        database.hesitating.removeAll(hesitated);
        List<CodeRequest> delivered = new ArrayList<>();
        for (CodeRequest request : hesitated) {
            database.requests.lookAgain(request, WokenBy.HESITATION).ifPresent(delivered::add);
        }
        goOn(time.minus(ModelClaims.HESITATION));
        return woken(delivered);
    }

    private void goOn(Duration time) {
        passed = passed.plus(time);
        TimePasses.inOrganizations(database.dataSource(), story, time);
    }

    @Override
    public String comeBack(Ask request) {
        CodeRequest before = found(request);
        if (before == null) {
            return "unknown";
        }
        database.attendance.comeBack(before.organizationId(), before.id(), null);
        CodeRequest after = found(request);
        return woken(before.isFinal() || !after.isFinal() ? List.of() : List.of(after));
    }

    @Override
    public String breaks(Ask request) {
        CodeRequest found = found(request);
        if (found == null) {
            return "unknown";
        }
        if (request.holder() != null) {
            database.attendance.leave(found, story + request.holder());
        }
        return woken(List.of());
    }

    @Override
    public String die(int replica) {
        execute("UPDATE totp_url_callers SET alive_until = '-infinity' WHERE replica = ?", story + replica);
        return woken(List.of());
    }

    /** The replica's name; it lives until it dies. */
    private String alive(int replica) {
        execute(
                "INSERT INTO totp_url_callers (replica, alive_until) VALUES (?, 'infinity') ON CONFLICT DO NOTHING",
                story + replica);
        return story + replica;
    }

    private void execute(String sql, String replica) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, replica);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable CodeRequest found(Ask request) {
        return database.requests
                .find(organization(request.mailbox()), story + request.id())
                .orElse(null);
    }

    @Override
    public String look() {
        List<CodeRequest> found = new ArrayList<>(database.overdue.expire());
        database.overdue.answerMissed(found::add);
        return woken(
                found.stream().filter(request -> request.id().startsWith(story)).toList());
    }

    @Override
    public SortedMap<String, String> picture() {
        SortedMap<String, String> picture = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(PICTURE)) {
            select.setInt(1, story.length() + 1);
            select.setString(2, story);
            select.setString(3, story);
            select.setString(4, story);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    picture.put(name(rows.getString("id")), rows.getString("said"));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return picture;
    }

    private CodeReceived event(Message message) {
        String organization = organization(message.mailbox());
        String sender = message.sender();
        Origin origin = sender == null
                ? null
                : new Origin("ch_test", "•••", "sealed", TestKeys.INDEX_KEY.senderKeys(organization, sender));
        return new ReceivedMessage(
                        new Receipt(story + message.id(), atDatabase(message.receivedAt())),
                        organization,
                        new SealedIdentifier(new MatchKey(matchKey(message.mailbox())), "•••", "a sealed identifier"),
                        "test",
                        message.scope(),
                        atDatabase(message.expiresAt()),
                        origin,
                        new SealedContent("sealed content", false))
                .withCode(
                        new SealedCode(
                                message.hasCode() ? OtpType.TOTP : OtpType.MAGIC_LINK,
                                "••••••",
                                message.hasCode() ? "a sealed code" : null,
                                message.hasLink() ? "a sealed link" : null),
                        new StatedLimits(atDatabase(message.statedUntil()), message.site()),
                        new RepeatKey(message.text()),
                        new Evidence("test", 1));
    }

    private NewCodeRequest request(Ask ask) {
        return new NewCodeRequest(
                story + ask.id(),
                organization(ask.mailbox()),
                "ak_1",
                ask.scope(),
                ask.permanentWorkflow(),
                new Asked.Recipient(matchKey(ask.mailbox()), "sealed", "masked"),
                null,
                false,
                ask.wanted(),
                atDatabase(ask.receivedAfter()),
                ask.sender() == null ? null : TestKeys.INDEX_KEY.senderKey(organization(ask.mailbox()), ask.sender()),
                ask.page(),
                0,
                ask.timeout(),
                ask.key(),
                ask.body(),
                Sites.of(organization(ask.mailbox()), ask.page(), TestKeys.INDEX_KEY),
                ask.hesitation(),
                ask.holder() == null ? null : new NewCodeRequest.Holder(alive(ask.holder()), HELD),
                null,
                false,
                OtherHashes.none());
    }

    private String organization(Mailbox mailbox) {
        return story + mailbox.organization;
    }

    /** As opaque to the claim as the keyed hash that it stands for. */
    private String matchKey(Mailbox mailbox) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(UUID.nameUUIDFromBytes(
                                (organization(mailbox) + " " + mailbox.identifier).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Instant atDatabase(@Nullable Instant time) {
        return time == null
                ? null
                : began.plus(Duration.between(Instant.EPOCH, time)).minus(passed);
    }

    private String said(Outcomes.Result result) {
        return switch (result) {
            case Outcomes.Result.Noted(CodeRequest _, List<CodeRequest> delivered) -> woken(delivered);
            case Outcomes.Result.Contradicts(CodeRequest _) -> "contradicts";
            case Outcomes.Result.Unknown() -> "unknown";
        };
    }

    private String woken(Collection<CodeRequest> requests) {
        return requests.stream()
                // The others are only warned that their page is of another site than the code.
                .filter(request -> request.status() != Status.WAITING)
                .map(request -> name(request.id()))
                .sorted()
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        names -> names.isEmpty() ? "wakes nobody" : "wakes " + String.join(" and ", names)));
    }

    private String name(String id) {
        return id.substring(story.length());
    }
}
