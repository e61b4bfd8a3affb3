package dev.postern.credential.lease;

import static dev.postern.credential.lease.Answers.codes;
import static dev.postern.credential.lease.Answers.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.store.PlainStore;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** Codes of a seed that counts (RFC 4226), which Postern alone takes, in the member {@code hotp}. */
class CountedCodesTest {
    private final PlainStore store = new PlainStore();
    private final HandOutCode handOutCode = PlainLeases.handOutCode(store);

    @Test
    void givesEachCounterToOneRunHoweverManyAsk() throws Exception {
        // Given
        String organization = store.organization();
        String uri = counting(5);
        String id = store(organization, uri);
        // When
        List<AuthenticatorAnswer.Code> answers =
                codes(Answers.atOnce(handOutCode, 40, i -> question(organization, id, "run-" + i, null)));
        // Then
        assertThat(answers.stream().map(AuthenticatorAnswer.Code::step).sorted())
                .containsExactlyElementsOf(LongStream.range(5, 45).boxed().toList());
        CounterKey key = CounterKey.parse(uri).orElseThrow();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.code())
                        .isEqualTo(key.authenticator().codeAt(answer.step()).reveal()));
    }

    @Test
    void givesARunItsCodeAgainUntilItIsRejectedOrSuperseded() {
        // Given
        String organization = store.organization();
        String id = store(organization, counting(0));
        // Then
        assertThat(ask(organization, id, "one", null)).isZero();
        assertThat(ask(organization, id, "one", null)).isZero();
        assertThat(ask(organization, id, "one", 0L)).as("after a rejection").isEqualTo(1);
        assertThat(ask(organization, id, "one", 0L)).isEqualTo(1);
        assertThat(ask(organization, id, "another", null)).isEqualTo(2);
        assertThat(ask(organization, id, "one", null))
                .as("a site takes no code before the newest")
                .isEqualTo(3);
    }

    /** Whoever dies after the answer, or before it, does not give the counter again. */
    @Test
    void theCounterIsStoredBeforeTheCodeIsAnswered() throws SQLException {
        // Given
        String organization = store.organization();
        String id = store(organization, counting(7));
        // When
        AuthenticatorAnswer.Code code =
                (AuthenticatorAnswer.Code) handOutCode.answer(question(organization, id, "run", null));
        // Then: another connection sees it
        assertThat(code.step()).isEqualTo(7);
        assertThat(nextCounter(id)).isEqualTo(8);
        assertThat(Duration.between(code.validFrom(), code.validUntil())).isEqualTo(Duration.ofMinutes(10));
        assertThat(code.validFrom()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void oneSeedHasOneCounterInWhateverCredentials() {
        // Given
        String organization = store.organization();
        String uri = counting(3);
        String first = store(organization, uri);
        assertThat(ask(organization, first, "one", null)).isEqualTo(3);
        // When
        String second = store(organization, uri);
        String ahead = store(organization, uri.replace("counter=3", "counter=10"));
        String behind = store(organization, uri.replace("counter=3", "counter=1"));
        // Then
        assertThat(ask(organization, second, "two", null)).isEqualTo(10);
        assertThat(ask(organization, ahead, "three", null)).isEqualTo(11);
        assertThat(ask(organization, behind, "four", null)).isEqualTo(12);
    }

    /** The counter stands where the next step of the time does, which must be free all the same. */
    @Test
    void aSeedMayCountAndReadTheTime() {
        // Given
        String organization = store.organization();
        String uri = counting(Instant.now().getEpochSecond() / 30 + 1);
        String seed = uri.replaceAll(".*secret=([A-Z2-7]+).*", "$1");
        String counting = store(organization, uri);
        String timed = store.storeAuthenticator(organization, seed);
        // When
        AuthenticatorAnswer counted = handOutCode.answer(question(organization, counting, "run", null));
        AuthenticatorAnswer present = handOutCode.answer(question(organization, timed, "another", null));
        AuthenticatorAnswer next = handOutCode.answer(question(organization, timed, "a third", null));
        // Then
        assertThat(List.of(counted, present, next)).hasOnlyElementsOfType(AuthenticatorAnswer.Code.class);
    }

    /** What was handed out after the back-up is unknown; a site takes a code that is a few ahead, but none twice. */
    @Test
    void aRestoredCounterIsMovedOnOnce() throws SQLException {
        // Given: handed out before the back-up, and some more after it
        String organization = store.organization();
        String id = store(organization, counting(7));
        assertThat(ask(organization, id, "before", null)).isEqualTo(7);
        moved(id, "now() - interval '2 hours'");
        HandOutCode restored = restoredAt(Instant.now().minus(Duration.ofHours(1)));
        // When
        List<Long> steps = Stream.of("before", "before", "another")
                .map(run -> step(restored.answer(question(organization, id, run, null))))
                .toList();
        // Then
        assertThat(steps)
                .as("not one of 8 to 12, and not moved on again")
                .containsExactly(
                        8L + PlainLeases.COUNTERS_MOVED_ON_BY,
                        8L + PlainLeases.COUNTERS_MOVED_ON_BY,
                        9L + PlainLeases.COUNTERS_MOVED_ON_BY);
    }

    @Test
    void aCounterThatWasSetAfterTheRestoreIsTheOneThatWasGiven() throws SQLException {
        // Given
        String organization = store.organization();
        HandOutCode restored = restoredAt(Instant.now().minus(Duration.ofHours(1)));
        String fresh = store(organization, counting(3));
        String uri = counting(4);
        String raised = store(organization, uri);
        moved(raised, "now() - interval '2 hours'");
        // When
        store(organization, uri.replace("counter=4", "counter=20"));
        // Then
        assertThat(step(restored.answer(question(organization, fresh, "run", null))))
                .isEqualTo(3);
        assertThat(step(restored.answer(question(organization, raised, "run", null))))
                .isEqualTo(20);
    }

    private HandOutCode restoredAt(Instant time) {
        return PlainLeases.handOutCode(store, store.database().dataSource(), Optional.of(time));
    }

    /** As if the counter had been set at another time. */
    private void moved(String id, String time) throws SQLException {
        try (Connection connection = store.database().dataSource().getConnection();
                Statement update = connection.createStatement()) {
            update.execute("UPDATE hotp_counters SET moved_at = " + time
                    + " WHERE seed_fingerprint = (SELECT seed_fingerprint FROM credentials WHERE credential_id = '" + id
                    + "')");
        }
    }

    private static String counting(long counter) {
        byte[] seed = new byte[20];
        new SecureRandom().nextBytes(seed);
        return "otpauth://hotp/x?secret=" + new Base32().encodeToString(seed) + "&counter=" + counter;
    }

    private static String body(String member) {
        return "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\"p\","
                + member + "}}";
    }

    private String store(String organization, String uri) {
        return store.store(organization, body("\"hotp\":\"" + uri + "\""));
    }

    private long ask(String organization, String id, String run, Long afterStep) {
        return step(handOutCode.answer(question(organization, id, run, afterStep)));
    }

    private static CodeQuestion question(String organization, String id, String run, Long afterStep) {
        return new CodeQuestion(organization, id, run, 0, afterStep, null, null);
    }

    private long nextCounter(String id) throws SQLException {
        try (Connection connection = store.database().dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(
                        "SELECT next_counter FROM hotp_counters JOIN credentials USING (seed_fingerprint)"
                                + " WHERE credential_id = '" + id + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
