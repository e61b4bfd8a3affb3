package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class of PostgreSQL's appendix A, and what is no class at all. */
class StoreFailureTest {
    private static final String[] REFUSED = {"21", "22", "23", "2F", "38", "39", "44", "54", "P0"};
    private static final String[] PASSING = {"08", "40", "53", "57"};
    private static final String[] TO_BE_REPAIRED = {
        "03", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "24", "25", "26", "27", "28", "2B", "2D", "34",
        "3B", "3D", "3F", "42", "55", "58", "72", "F0", "HV", "XX"
    };

    static Stream<String> refused() {
        return Stream.of(REFUSED);
    }

    static Stream<String> passing() {
        return Stream.of(PASSING);
    }

    static Stream<String> toBeRepaired() {
        return Stream.of(TO_BE_REPAIRED);
    }

    @ParameterizedTest
    @MethodSource
    void refused(String stateClass) {
        assertThat(sorted(stateClass + "000")).isInstanceOf(StatementRefused.class);
        assertThat(sorted(stateClass + "P01").needsRepair()).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void passing(String stateClass) {
        assertThat(sorted(stateClass + "000")).isInstanceOf(StoreUnavailable.class);
        assertThat(sorted(stateClass + "P01").needsRepair()).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void toBeRepaired(String stateClass) {
        assertThat(sorted(stateClass + "000")).isInstanceOf(StoreUnavailable.class);
        assertThat(sorted(stateClass + "P01").needsRepair()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL", "''", "0", "08"},
            nullValues = "NULL")
    void aFailureOfTheDriverOrThePoolPasses(String state) {
        assertThat(sorted(state)).isInstanceOf(StoreUnavailable.class);
        assertThat(sorted(state).needsRepair()).isFalse();
    }

    private static StoreFailure sorted(String state) {
        return StoreFailure.of(new SQLException("message", state));
    }
}
