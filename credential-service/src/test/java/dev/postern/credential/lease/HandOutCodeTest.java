package dev.postern.credential.lease;

import static dev.postern.credential.lease.Answers.codes;
import static dev.postern.credential.lease.Answers.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.credential.store.PlainStore;
import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** Steps so long that no boundary falls into a test before the year 2054. */
class HandOutCodeTest {
    private static final int PERIOD = 890_000_000;
    private static final EventJson.Reader<AuditRecorded> AUDIT = EventJson.readerFor(AuditRecorded.class);

    private final PlainStore store = new PlainStore();
    private final DataSource dataSource = store.database().dataSource();
    private final StepLeases leases = new StepLeases();
    private final HandOutCode handOutCode = PlainLeases.handOutCode(store);

    @Test
    void givesEachStepToOneRunHoweverManyAsk() throws Exception {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        // When
        List<AuthenticatorAnswer> answers = atOnce(40, i -> question(organization, id, "run-" + i, null));
        // Then
        List<Long> steps =
                codes(answers).stream().map(AuthenticatorAnswer.Code::step).toList();
        assertThat(steps).hasSize(2).doesNotHaveDuplicates();
        assertThat(answers.stream().filter(AuthenticatorAnswer.Wait.class::isInstance))
                .hasSize(38);
        assertThat(rows(id)).isEqualTo(2);
    }

    @Test
    void givesOneRunOneStepHoweverOftenItAsks() throws Exception {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        // When
        List<AuthenticatorAnswer> answers = atOnce(20, i -> question(organization, id, "the run", null));
        // Then
        assertThat(codes(answers)).hasSize(20);
        assertThat(codes(answers).stream().map(AuthenticatorAnswer.Code::step).distinct())
                .hasSize(1);
        assertThat(codes(answers).stream().map(AuthenticatorAnswer.Code::code).distinct())
                .hasSize(1);
        assertThat(rows(id)).isEqualTo(1);
    }

    @Test
    void givesNoStepThatMayHaveBeenHandedOutBeforeARestore() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        Instant now = Instant.now();
        long present = now.getEpochSecond() / PERIOD;

        // When
        AuthenticatorAnswer justRestored = PlainLeases.handOutCode(store, dataSource, Optional.of(now))
                .answer(question(organization, id, "a run", null));
        AuthenticatorAnswer oneStepLater = PlainLeases.handOutCode(
                        store, dataSource, Optional.of(now.minusSeconds(PERIOD)))
                .answer(question(organization, id, "another run", null));
        AuthenticatorAnswer longAgo = PlainLeases.handOutCode(store, dataSource, Optional.of(Instant.EPOCH))
                .answer(question(organization, id, "a third run", null));

        // Then
        assertThat(justRestored).isEqualTo(new AuthenticatorAnswer.Wait(Instant.ofEpochSecond((present + 1) * PERIOD)));
        assertThat(codes(List.of(oneStepLater)))
                .extracting(AuthenticatorAnswer.Code::step)
                .containsExactly(present + 1);
        assertThat(codes(List.of(longAgo)))
                .extracting(AuthenticatorAnswer.Code::step)
                .containsExactly(present);
    }

    /** The back-up is from before both were given, so that its rows tell of neither. */
    @Test
    void givesNoStepAgainOfWhichTheRestoredRowsDoNotTell() throws SQLException {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        List<AuthenticatorAnswer> given = Stream.of("one", "two")
                .map(run -> handOutCode.answer(question(organization, id, run, null)))
                .toList();
        assertThat(codes(given)).hasSize(2);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM totp_steps WHERE credential_id = ?")) {
            forget.setString(1, id);
            forget.executeUpdate();
        }

        // When
        HandOutCode restored = PlainLeases.handOutCode(store, dataSource, Optional.of(Instant.now()));
        List<AuthenticatorAnswer> after = Stream.of("one", "two", "three")
                .map(run -> restored.answer(question(organization, id, run, null)))
                .toList();

        // Then
        assertThat(after).hasOnlyElementsOfType(AuthenticatorAnswer.Wait.class);
        assertThat(handOutCode.answer(question(organization, id, "three", null)))
                .as("without the time of the restore")
                .isInstanceOf(AuthenticatorAnswer.Code.class);
    }

    @Test
    void recordsWhoAskedAndTheRunThatMayBeShown() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        // When
        handOutCode.answer(new CodeQuestion(organization, id, "key:the caller's own", 0, null, "ak_7", "cr_1"));
        handOutCode.answer(question(organization, id, "of an older resolver", null));
        // Then
        assertThat(store.database().audit(organization))
                .filteredOn(record -> record.action().equals("totp-code.handed-out"))
                .extracting(AuditRecorded::actor, AuditRecorded::run)
                .containsExactly(tuple("ak_7", "cr_1"), tuple("totp-resolver-service", "of an older resolver"));
    }

    @Test
    void knowsTheSeedInAnotherCredential() {
        // Given
        String organization = store.organization();
        String other = store.organization();
        String seed = slow();
        String first = store.storeAuthenticator(organization, seed);
        String second = store.storeAuthenticator(organization, seed + "&issuer=Elsewhere");
        String third = store.storeAuthenticator(other, seed);
        // When
        AuthenticatorAnswer one = handOutCode.answer(question(organization, first, "same", null));
        AuthenticatorAnswer two = handOutCode.answer(question(organization, second, "another", null));
        AuthenticatorAnswer three = handOutCode.answer(question(other, third, "same", null));
        // Then
        assertThat(step(two)).isEqualTo(step(one) + 1);
        assertThat(three).isInstanceOf(AuthenticatorAnswer.Wait.class);
    }

    @Test
    void givesTheNextStepAfterARejection() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        long first = step(handOutCode.answer(question(organization, id, "run", null)));
        // When
        AuthenticatorAnswer second = handOutCode.answer(question(organization, id, "run", first));
        AuthenticatorAnswer third = handOutCode.answer(question(organization, id, "run", first + 1));
        // Then
        assertThat(step(second)).isEqualTo(first + 1);
        assertThat(((AuthenticatorAnswer.Wait) third).until().getEpochSecond()).isEqualTo((first + 1) * PERIOD);
        assertThat(step(handOutCode.answer(question(organization, id, "run", null))))
                .as("the newest it was given")
                .isEqualTo(first + 1);
    }

    @Test
    void skipsAStepThatIsAboutToEnd() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        CodeQuestion wholePeriod = new CodeQuestion(organization, id, "run", PERIOD, null, null, null);
        // When
        long ahead = step(handOutCode.answer(wholePeriod));
        long present = step(handOutCode.answer(question(organization, id, "another", null)));
        // Then
        assertThat(ahead).isEqualTo(present + 1);
    }

    @Test
    void recordsEveryCodeThatItHandsOutAndNoOther() {
        // Given
        String organization = store.organization();
        String id = store.storeAuthenticator(organization, slow());
        // When
        for (String run : List.of("first", "second", "in vain", "first")) {
            handOutCode.answer(question(organization, id, run, null));
        }
        // Then
        assertThat(store.database().events(Topic.AUDIT, organization).stream()
                        .map(record -> AUDIT.read(record.getBytes(StandardCharsets.UTF_8)))
                        .filter(record -> record.action().equals("totp-code.handed-out")))
                .allSatisfy(record -> assertThat(record.subject()).isEqualTo(id))
                .extracting(AuditRecorded::run)
                .containsExactly("first", "second", "first");
    }

    @Test
    void forgetsLeasesOfYesterday() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO totp_steps VALUES (?, ?, 'o', 'r', 'old', clock_timestamp() - make_interval(hours => ?))""")) {
            // Given
            // Not committed, so that no service that runs on this database deletes them first.
            connection.setAutoCommit(false);
            byte[] fingerprint = new byte[32];
            new SecureRandom().nextBytes(fingerprint);
            for (int hours : List.of(23, 25, 50)) {
                insert.setBytes(1, fingerprint);
                insert.setLong(2, hours);
                insert.setInt(3, hours);
                insert.executeUpdate();
            }
            // When
            int deleted = leases.deleteOld(connection, 100);
            // Then
            assertThat(deleted).isEqualTo(2);
            assertThat(rows(connection, "old")).isEqualTo(1);
            connection.rollback();
        }
    }

    private static String slow() {
        byte[] seed = new byte[20];
        new SecureRandom().nextBytes(seed);
        return "otpauth://totp/x?secret=" + new Base32().encodeToString(seed) + "&period=" + PERIOD;
    }

    private static CodeQuestion question(String organization, String id, String run, Long afterStep) {
        return new CodeQuestion(organization, id, run, 0, afterStep, null, null);
    }

    private List<AuthenticatorAnswer> atOnce(int times, IntFunction<CodeQuestion> question) throws Exception {
        return Answers.atOnce(handOutCode, times, question);
    }

    private int rows(String credentialId) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return rows(connection, credentialId);
        }
    }

    private static int rows(Connection connection, String credentialId) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM totp_steps WHERE credential_id = ?")) {
            count.setString(1, credentialId);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
