package dev.postern.system.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Set<String> CODES = Set.of("111", "222");

    @Test
    void findsNothingWhereEveryCodeWasSeenByOneRun() {
        // When
        Verdict verdict = Verdict.of(
                CODES, CODES, List.of(new Sighting("a", "111"), new Sighting("b", "222")), List.of("222", "111"));

        // Then
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    @Test
    void findsNothingInARunThatSeesItsCodeAgain() {
        // When
        Verdict verdict = Verdict.of(
                CODES,
                CODES,
                List.of(new Sighting("a", "111"), new Sighting("b", "222"), new Sighting("a", "111")),
                CODES);

        // Then
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    @Test
    void findsACodeThatTwoRunsSaw() {
        // When
        Verdict verdict = Verdict.of(
                CODES,
                CODES,
                List.of(new Sighting("a", "111"), new Sighting("b", "222"), new Sighting("c", "111")),
                CODES);

        // Then
        assertThat(verdict.twice()).isEqualTo(Map.of("111", Set.of("a", "c")));
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void findsAnAcknowledgedCodeThatNobodySaw() {
        // When
        Verdict verdict = Verdict.of(CODES, CODES, List.of(new Sighting("a", "111")), CODES);

        // Then
        assertThat(verdict.lost()).containsExactly("222");
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void findsAnAcknowledgedCodeThatTheHistoryDoesNotList() {
        // When
        Verdict verdict =
                Verdict.of(CODES, CODES, List.of(new Sighting("a", "111"), new Sighting("b", "222")), List.of("111"));

        // Then
        assertThat(verdict.unlisted()).containsExactly("222");
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void findsACodeThatNobodySent() {
        // When
        Verdict verdict = Verdict.of(
                CODES,
                CODES,
                List.of(new Sighting("a", "111"), new Sighting("b", "222"), new Sighting("c", "333")),
                CODES);

        // Then
        assertThat(verdict.unheardOf()).containsExactly("333");
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void judgesNoCodeWhoseSenderGotNoAnswer() {
        // When
        Verdict absent = Verdict.of(CODES, Set.of("111"), List.of(new Sighting("a", "111")), Set.of("111"));
        Verdict present =
                Verdict.of(CODES, Set.of("111"), List.of(new Sighting("a", "111"), new Sighting("b", "222")), CODES);

        // Then
        assertThat(absent.isClean()).isTrue();
        assertThat(present.isClean()).isTrue();
    }
}
