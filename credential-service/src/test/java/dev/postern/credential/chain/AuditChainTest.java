package dev.postern.credential.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.credential.chain.Verification.Fault;
import dev.postern.credential.chain.Verification.Kind;
import dev.postern.credential.chain.Verification.State;
import dev.postern.events.AuditRecorded;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {
    private static final String FALSE_BEGINNING = """
        UPDATE audit_chains SET anchor_seq = 2, anchor_mac = 'x', anchor_hash =
            (SELECT hash FROM audit_rows WHERE organization_id = ORG AND seq = 2) WHERE organization_id = ORG;
        DELETE FROM audit_rows WHERE organization_id = ORG AND seq <= 2\
        """;

    private final PlainAudit audit = new PlainAudit();

    @Test
    void aChainThatNobodyTouchedIsWhole() {
        // Given
        audit.grow(5);
        audit.sign();
        audit.grow(2);
        // When
        Verification found = audit.verify();
        // Then
        assertThat(found)
                .returns(State.WHOLE, Verification::state)
                .returns(7L, Verification::rows)
                .returns(1L, Verification::firstSeq)
                .returns(audit.rows().getFirst().recordedAt(), Verification::firstAt)
                .returns(7L, Verification::lastSeq)
                .returns(5L, Verification::signedSeq);
    }

    @Test
    void anOrganisationThatDidNothingHasAWholeChain() {
        assertThat(audit.verify()).isEqualTo(new Verification(State.WHOLE, 0, null, null, null, null, null, null));
    }

    @Test
    void anActThatComesTwiceIsStoredOnce() {
        // Given
        AuditRecorded one = audit.act(1);
        AuditRecorded two = audit.act(2);
        // When
        audit.store(PlainAudit.START, List.of(one, two, one));
        audit.store(PlainAudit.START, List.of(two, one));
        // Then
        assertThat(audit.rows()).extracting(row -> row.act().eventId()).containsExactly(one.eventId(), two.eventId());
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'ak_other'",
                "action = 'credential.created'",
                "subject = 'cred_other'",
                "run = NULL",
                "run = ''",
                "outcome = 'refused'",
                "acted_at = acted_at + interval '1 microsecond'",
                "recorded_at = recorded_at - interval '1 day'",
                "event_id = event_id || 'x'",
                "previous_hash = hash",
                "hash = previous_hash",
                "actor = actor || substr(action, 1, 1), action = substr(action, 2)"
            })
    void anAlteredRowIsFound(String change) {
        // Given
        audit.grow(5);
        audit.sign();
        // When
        audit.tamper("UPDATE audit_rows SET " + change + " WHERE organization_id = ORG AND seq = 3");
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(3, Kind.ALTERED, audit.eventId(3)));
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4"})
    void aMissingRowIsFound(long seq) {
        // Given
        audit.grow(5);
        audit.sign();
        // When
        audit.tamper("DELETE FROM audit_rows WHERE organization_id = ORG AND seq = " + seq);
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(seq, Kind.MISSING, null));
    }

    @Test
    void rowsInAnotherOrderAreFound() {
        // Given
        audit.grow(5);
        audit.sign();
        // When
        audit.tamper("""
            UPDATE audit_rows SET seq = -seq WHERE organization_id = ORG AND seq IN (2, 3);
            UPDATE audit_rows SET seq = 5 + seq WHERE organization_id = ORG AND seq < 0\
            """);
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(2, Kind.ALTERED, audit.eventId(2)));
    }

    @ParameterizedTest
    @CsvSource({"4", "1"})
    void aCutTailIsFoundBySignature(long first) {
        // Given
        audit.grow(5);
        audit.sign();
        // When
        audit.tamper(
                "DELETE FROM audit_rows WHERE organization_id = ORG AND seq >= " + first + """
                    ; UPDATE audit_chains SET tail_seq = %d WHERE organization_id = ORG\
                    """.formatted(first - 1));
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(first, Kind.CUT, null));
    }

    @Test
    void aCutTailStaysFoundWhenTheChainGrowsOn() {
        // Given
        audit.grow(5);
        audit.sign();
        audit.tamper("""
            DELETE FROM audit_rows WHERE organization_id = ORG AND seq > 3;
            UPDATE audit_chains SET tail_seq = 3, signed_seq = 3, tail_hash =
                (SELECT hash FROM audit_rows WHERE organization_id = ORG AND seq = 3) WHERE organization_id = ORG\
            """);
        // When
        audit.grow(4);
        audit.sign();
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(4, Kind.MISSING, null));
        assertThat(audit.head().seq()).isEqualTo(9);
    }

    @Test
    // Its rows are whole in themselves, as somebody would write them who knows how hashes are made.
    void aChainThatWasMadeAnewIsFoundAndNotSigned() {
        // Given
        audit.grow(5);
        audit.sign();
        PlainAudit other = new PlainAudit();
        // When
        audit.tamper("""
            DELETE FROM audit_rows WHERE organization_id = ORG;
            DELETE FROM audit_chains WHERE organization_id = ORG\
            """);
        other.storeFor(audit.organization, 7);
        audit.sign();
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(5, Kind.REPLACED, audit.eventId(5)));
        assertThat(audit.head().seq()).isEqualTo(5);
    }

    @Test
    void theDatabaseRefusesChangesAndDeletions() {
        // Given
        audit.grow(3);
        // Then
        for (String sql : List.of(
                "UPDATE audit_rows SET actor = 'x' WHERE organization_id = ORG",
                "DELETE FROM audit_rows WHERE organization_id = ORG",
                "TRUNCATE audit_rows",
                "SELECT set_config('postern.audit_retention', ORG, true); DELETE FROM audit_rows WHERE organization_id"
                        + " = ORG")) {
            assertThatThrownBy(() -> audit.statement(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
        assertThat(audit.rows()).hasSize(3);
    }

    @Test
    void retentionDeletesFromTheBeginningAndTheRestStaysVerifiable() {
        // Given
        audit.grow(3);
        audit.store(PlainAudit.START.plus(Duration.ofDays(2)), List.of(audit.act(4), audit.act(5)));
        audit.sign();
        // When
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(2)));
        // Then
        assertThat(audit.rows()).extracting(AuditRow::seq).containsExactly(4L, 5L);
        assertThat(audit.verify())
                .returns(State.WHOLE, Verification::state)
                .returns(4L, Verification::firstSeq)
                .returns(5L, Verification::lastSeq);
    }

    @Test
    void retentionGoesByTheShorterOfTheOrganisationsTimeAndEverybodys() {
        // Given
        Duration ofAll = Duration.ofDays(10);
        audit.store(PlainAudit.START, List.of(audit.act(0), audit.act(1), audit.act(2)));
        audit.store(PlainAudit.START.plus(Duration.ofDays(2)), List.of(audit.act(3), audit.act(4)));
        audit.sign();
        PlainAudit other = new PlainAudit();
        other.grow(2);
        // When
        audit.keepFor(Duration.ofDays(20));
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(3)), ofAll);
        int before = audit.rows().size();
        audit.keepFor(Duration.ofDays(2));
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(3)), ofAll);
        // Then
        assertThat(before).isEqualTo(5);
        assertThat(audit.rows()).extracting(AuditRow::seq).containsExactly(4L, 5L);
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
        assertThat(other.rows()).hasSize(2);
        // When
        audit.keepFor(Duration.ofDays(20));
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(13)), ofAll);
        // Then
        assertThat(audit.rows()).isEmpty();
    }

    @Test
    void retentionOfAllRowsLeavesAChainThatGoesOn() {
        // Given
        audit.grow(3);
        audit.sign();
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(2)));
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
        // When
        audit.grow(2);
        audit.sign();
        // Then
        assertThat(audit.verify()).returns(State.WHOLE, Verification::state).returns(4L, Verification::firstSeq);
        assertThat(audit.head().seq()).isEqualTo(5);
    }

    @Test
    void aBeginningThatRetentionDidNotSetIsFound() {
        // Given
        audit.grow(5);
        audit.sign();
        // When
        audit.tamper(FALSE_BEGINNING);
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(2, Kind.FALSE_BEGINNING, null));
    }

    @Test
    void aBeginningIsBelievedAfterTheKeyThatSignedItIsGone() throws Exception {
        // Given
        audit.grow(5);
        audit.sign();
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(2)));
        audit.replaceKey();
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
        // When
        audit.signAnew();
        audit.forgetOldKey();
        // Then
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
        audit.grow(2);
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(4)));
        assertThat(audit.verify().state()).isEqualTo(State.WHOLE);
    }

    @Test
    void aFalseBeginningIsNotSignedAnew() throws Exception {
        // Given
        audit.grow(5);
        audit.sign();
        audit.tamper(FALSE_BEGINNING);
        // When
        audit.replaceKey();
        audit.signAnew();
        audit.forgetOldKey();
        // Then
        assertThat(audit.verify().fault()).isEqualTo(new Fault(2, Kind.FALSE_BEGINNING, null));
    }

    @Test
    void aHeadThatIsSignedAnewIsNeverTheLastBehindANewerOne() {
        // Given
        audit.grow(3);
        audit.sign();
        audit.grow(2);
        // When a newer head is on its way
        audit.signUnseen();
        audit.signAnew();
        audit.signUnseen();
        // Then
        assertThat(audit.published()).containsExactly(3L, 5L, 3L, 5L);
    }

    @Test
    void theHeadOfARewrittenChainIsSignedAnewAsItIs() {
        // Given
        audit.grow(3);
        audit.sign();
        audit.tamper("UPDATE audit_rows SET hash = sha256(hash) WHERE organization_id = ORG AND seq = 3");
        // When
        audit.grow(2);
        audit.signAnew();
        audit.signUnseen();
        // Then
        assertThat(audit.published()).containsExactly(3L, 3L);
    }

    @Test
    void retentionKeepsTheEvidenceOfAFault() {
        // Given
        audit.grow(5);
        audit.sign();
        audit.tamper("UPDATE audit_rows SET actor = 'x' WHERE organization_id = ORG AND seq = 3");
        // When
        audit.deleteOld(PlainAudit.START.plus(Duration.ofDays(2)));
        // Then
        assertThat(audit.rows()).extracting(AuditRow::seq).containsExactly(3L, 4L, 5L);
        assertThat(audit.verify().fault()).isEqualTo(new Fault(3, Kind.ALTERED, audit.eventId(3)));
    }

    @Test
    void aVerificationThatRunsOutOfTimeGoesOnWhereItEnded() {
        // Given
        audit.grow(2_500);
        audit.sign();
        audit.tamper("UPDATE audit_rows SET actor = 'x' WHERE organization_id = ORG AND seq = 2400");
        // When
        Verification first = audit.verify(0, Duration.ZERO);
        Verification rest = audit.verify(first.lastSeq(), Duration.ofMinutes(5));
        // Then
        assertThat(first).returns(State.UNFINISHED, Verification::state).returns(1_000L, Verification::lastSeq);
        assertThat(rest.fault()).isEqualTo(new Fault(2_400, Kind.ALTERED, audit.eventId(2_400)));
    }
}
