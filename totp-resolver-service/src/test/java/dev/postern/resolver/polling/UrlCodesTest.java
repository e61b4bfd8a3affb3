package dev.postern.resolver.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Transactions;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.calling.UrlCall;
import dev.postern.resolver.claim.ClaimDatabase;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.claim.GivenCode;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.claim.RequestDraft;
import dev.postern.resolver.polling.UrlCodes.UrlCode;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.UrlResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is promised of codes that users' servers answer, against a real database. Nothing is called here. */
class UrlCodesTest {
    private static final String ORG = "o_urls";

    private final Transactions transactions = ResolverDatabase.shared().transactions();
    private final UrlCalls calls = new UrlCalls(transactions, new Replica());
    private final ClaimDatabase database = ClaimDatabase.shared(new UrlSource(calls));
    private final ReceivedCodes received = database.codes;
    private final CodeRequests requests = database.requests;
    private final Outcomes outcomes = database.outcomes;
    private final UrlCodes codes = new UrlCodes(transactions, database.answered, new Lifespan(10));
    private final MessageDrafts drafts = MessageDrafts.plain();
    private final IndexKey indexKey = TestKeys.INDEX_KEY;
    private final PayloadSealer sealer = TestKeys.SEALER;
    private final DataSource dataSource = database.dataSource();
    private final Clock clock = Clock.systemUTC();

    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void givesOneOfTwoSourcesThatAnswerAtOnceAndLeavesTheOthersCode() throws Exception {
        for (int i = 0; i < 40; i++) {
            // Given
            String mailbox = i + "-" + address;
            CodeRequest waiting = waiting(mailbox, "wr_1");
            CodeReceived code = drafts.code(ORG, mailbox, "123456");
            String key = UUID.randomUUID().toString();
            // When
            List<Object> both = atOnce(List.of(() -> received.arrive(code), () -> give(waiting, key)));
            // Then
            CodeSource source = GivenCode.delivery(now(waiting)).source();
            boolean byUrl = source == CodeSource.TOTP_URL;
            assertThat((List<?>) both.get(0)).hasSize(byUrl ? 0 : 1);
            assertThat(((Optional<?>) both.get(1)).isPresent()).isEqualTo(byUrl);
            CodeRequest next = waiting(mailbox, "wr_2");
            if (byUrl) {
                assertThat(GivenCode.received(next).totpCodeId()).isEqualTo(code.totpCodeId());
            } else {
                assertThat(give(next, key)).isPresent();
            }
        }
    }

    @Test
    void givesACodeToOneOfManyRunsThatHearItAtOnce() throws Exception {
        // Given
        String key = UUID.randomUUID().toString();
        List<Callable<Object>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CodeRequest waiting = waiting(i + "-" + address, "wr_" + i);
            runs.add(() -> give(waiting, key));
        }
        // When
        List<Object> given = atOnce(runs);
        // Then
        assertThat(given.stream().filter(one -> ((Optional<?>) one).isPresent()))
                .hasSize(1);
    }

    @Test
    void givesTheSameRunTheCodeAgainUntilTheSiteHasSeenIt() {
        // Given
        String key = UUID.randomUUID().toString();
        CodeRequest first = give(waiting("1-" + address, "wr_1"), key).orElseThrow();
        // When
        CodeRequest again = give(waiting("2-" + address, "wr_1"), key).orElseThrow();
        // Then: as long as it was from the beginning
        assertThat(GivenCode.fromUrl(again).validUntil())
                .isEqualTo(GivenCode.fromUrl(first).validUntil());
        // When
        outcomes.report(ORG, again.id(), Outcome.ACCEPTED);
        // Then
        assertThat(give(waiting("3-" + address, "wr_1"), key)).isEmpty();
        assertThat(give(waiting("4-" + address, "wr_2"), key)).isEmpty();
    }

    @Test
    void neverHandsOutARefusedCodeThatWasAlsoReleased() {
        // Given
        String key = UUID.randomUUID().toString();
        CodeRequest first = give(waiting("1-" + address, "wr_1"), key).orElseThrow();
        CodeRequest second = give(waiting("2-" + address, "wr_1"), key).orElseThrow();
        outcomes.report(ORG, first.id(), Outcome.RELEASED);

        // When
        outcomes.report(ORG, second.id(), Outcome.REJECTED);

        // Then
        assertThat(give(waiting("3-" + address, "wr_2"), key)).isEmpty();
    }

    @Test
    void forgetsRunsWhenTheirCodesExpireAndRefusalsADayLater() throws SQLException {
        // Given
        String used = UUID.randomUUID().toString();
        String refused = UUID.randomUUID().toString();
        assertThat(give(waiting("1-" + address, "wr_1"), used)).isPresent();
        CodeRequest wrong = give(waiting("2-" + address, "wr_1"), refused).orElseThrow();
        outcomes.report(ORG, wrong.id(), Outcome.REJECTED);
        // When
        age(used, Duration.ofMinutes(11));
        age(refused, Duration.ofHours(23));
        // Then
        assertThat(give(waiting("3-" + address, "wr_2"), refused)).isEmpty();
        CodeRequest later = give(waiting("4-" + address, "wr_2"), used).orElseThrow();
        assertThat(GivenCode.fromUrl(later).validUntil())
                .isAfter(clock.instant().plus(Duration.ofMinutes(9)));
        // When
        age(refused, Duration.ofHours(2));
        codes.forgetOld();
        // Then
        assertThat(give(waiting("5-" + address, "wr_2"), refused)).isPresent();
    }

    @Test
    void givesNothingToARequestThatWaitsNoMore() {
        // Given
        CodeRequest waiting = waiting(address, "wr_1");
        UrlCall call = calls.own(waiting.id()).orElseThrow();
        outcomes.cancel(ORG, waiting.id());
        // When
        String key = UUID.randomUUID().toString();
        // Then
        assertThat(codes.deliver(call, code(call, key))).isEmpty();
        assertThat(calls.own(waiting.id())).isEmpty();
        assertThat(give(waiting("1-" + address, "wr_2"), key)).isPresent();
    }

    @Test
    void givesACodeThatNoAnswerCarriedToTheNextRunWhenItsRequestIsGivenUp() {
        // Given
        String unread = UUID.randomUUID().toString();
        String read = UUID.randomUUID().toString();
        CodeRequest polling = give(waiting("1-" + address, "wr_1"), unread).orElseThrow();
        CodeRequest told = give(waiting("2-" + address, "wr_2"), read).orElseThrow();
        String replica = UUID.randomUUID().toString();
        database.lives(replica, 600);
        CodeRequest connected = waiting(waitingDraft("3-" + address, "wr_3").heldBy(replica, Duration.ofMinutes(1)));
        String heard = UUID.randomUUID().toString();
        assertThat(give(connected, heard)).isPresent();
        database.attendance.comeBack(ORG, told.id(), null);

        // When
        for (CodeRequest each : List.of(polling, told, connected)) {
            outcomes.cancel(ORG, each.id());
        }

        // Then
        assertThat(List.of(polling, told, connected))
                .extracting(each -> now(each).status())
                .containsExactly(Status.CANCELLED, Status.DELIVERED, Status.DELIVERED);
        assertThat(give(waiting("4-" + address, "wr_4"), unread)).isPresent();
        assertThat(give(waiting("5-" + address, "wr_4"), read)).isEmpty();
        assertThat(give(waiting("6-" + address, "wr_4"), heard)).isEmpty();
    }

    @Test
    void keepsAnUnreadCodeWithARunWhoseOtherRequestHasIt() {
        // Given
        String key = UUID.randomUUID().toString();
        CodeRequest one = give(waiting("1-" + address, "wr_1"), key).orElseThrow();
        CodeRequest other = give(waiting("2-" + address, "wr_1"), key).orElseThrow();

        // When
        outcomes.cancel(ORG, one.id());

        // Then
        assertThat(now(one).status()).isEqualTo(Status.DELIVERED);
        assertThat(give(waiting("3-" + address, "wr_2"), key)).isEmpty();

        // When
        outcomes.report(ORG, other.id(), Outcome.RELEASED);

        // Then
        assertThat(give(waiting("4-" + address, "wr_2"), key)).isPresent();
    }

    @Test
    void keepsTheNewestTenResponses() {
        // Given
        CodeRequest waiting = waiting(address, "wr_1");
        // When
        for (int status = 500; status < 512; status++) {
            calls.note(waiting.id(), response(status));
        }
        // Then
        assertThat(now(waiting).asked().urlResponses())
                .extracting(UrlResponse::status)
                .containsExactly(502, 503, 504, 505, 506, 507, 508, 509, 510, 511);
    }

    @Test
    void storesNoCallForARequestThatHasItsCodeAtOnce() {
        // Given
        received.arrive(drafts.code(ORG, address, "123456"));
        // When
        CodeRequest request = waiting(address, "wr_1");
        // Then
        assertThat(request.isFinal()).isTrue();
        assertThat(calls.own(request.id())).isEmpty();
    }

    private CodeRequest waiting(String mailbox, String run) {
        return waiting(waitingDraft(mailbox, run));
    }

    private RequestDraft waitingDraft(String mailbox, String run) {
        return new RequestDraft(indexKey, ORG, mailbox)
                .run(run)
                .callingAt("sealed")
                .hesitating(Duration.ZERO);
    }

    private CodeRequest waiting(RequestDraft draft) {
        return ((Creation.Created) requests.create(draft.request())).request();
    }

    private Optional<CodeRequest> give(CodeRequest request, String key) {
        return calls.own(request.id()).flatMap(call -> codes.deliver(call, code(call, key)));
    }

    private UrlCode code(UrlCall call, String key) {
        return new UrlCode(
                List.of(key),
                OtpType.TOTP,
                sealer.seal("654321", call.codePlace()),
                new Evidence("keyword-before", 0.9),
                response(200));
    }

    private UrlResponse response(int status) {
        return new UrlResponse(clock.instant(), clock.instant(), status, "code");
    }

    private CodeRequest now(CodeRequest request) {
        return requests.find(ORG, request.id()).orElseThrow();
    }

    private void age(String key, Duration by) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE totp_url_codes SET claimed_at = claimed_at - ? * interval '1 second' WHERE"
                                + " code_key = ?")) {
            update.setLong(1, by.toSeconds());
            update.setString(2, key);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static List<Object> atOnce(List<Callable<Object>> all) throws Exception {
        CyclicBarrier start = new CyclicBarrier(all.size());
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> running = new ArrayList<>();
            for (Callable<Object> one : all) {
                running.add(pool.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
