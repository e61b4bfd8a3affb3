package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    private static final int MIB = 1024 * 1024;

    private AgroalDataSource pool;
    private Transactions transactions;

    @BeforeEach
    void open() throws SQLException {
        pool = Pool.fresh();
        transactions = new Transactions(pool);
        Pool.execute(pool, "CREATE TABLE texts (n bigint PRIMARY KEY, text text)");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest(name = "{0} rows, {1} wanted: {2} read, more: {3}")
    @CsvSource({
        "0, 5, 0, false",
        "4, 5, 4, false",
        "5, 5, 5, false",
        "6, 5, 5, true",
        "60, 25, 25, true",
        "1, 1, 1, false"
    })
    void holdsAsManyRowsAsWereAskedFor(int stored, int wanted, int read, boolean more) throws SQLException {
        // Given
        store(stored, 10);

        // When
        Page<Long> page = page(0, wanted);

        // Then
        assertThat(page.rows()).hasSize(read);
        assertThat(page.more()).isEqualTo(more);
    }

    @ParameterizedTest(name = "{0} rows of {1} bytes: {2} read, more: {3}")
    @CsvSource({
        // The number of a row takes eight bytes, or one while the driver still reads it as a text.
        "16, 1048560, 16, false",
        "16, 1048577, 15, true",
        "17, 1048560, 16, true",
        "3, 16777217, 1, true",
        "1, 20000000, 1, false",
    })
    void holdsNoMoreBytesThanAPageMayButOneRowInAnyCase(int stored, int bytes, int read, boolean more)
            throws SQLException {
        // Given
        store(stored, bytes);

        // When
        Page<Long> page = page(0, 200);

        // Then
        assertThat(page.rows()).hasSize(read);
        assertThat(page.more()).isEqualTo(more);
    }

    @Test
    void comesToEveryRowOnceWhenEachPageBeginsBehindTheOneBefore() throws SQLException {
        // Given
        store(12, 3 * MIB);
        List<Long> seen = new ArrayList<>();

        // When
        Page<Long> page = page(0, 200);
        seen.addAll(page.rows());
        while (page.more()) {
            page = page(seen.getLast(), 200);
            seen.addAll(page.rows());
        }

        // Then
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void countsWhatAColumnLacksAsNothing() throws SQLException {
        // Given
        Pool.execute(pool, "INSERT INTO texts (n) SELECT * FROM generate_series(1, 3)");

        // When
        Page<Long> page = page(0, 5);

        // Then
        assertThat(page.rows()).containsExactly(1L, 2L, 3L);
    }

    private void store(int rows, int bytes) throws SQLException {
        Pool.execute(
                pool,
                "INSERT INTO texts SELECT n, repeat('x', " + bytes + ") FROM generate_series(1, " + rows + ") AS n");
    }

    private Page<Long> page(long after, int most) {
        SqlBuilder query = new SqlBuilder()
                .add("SELECT n, text FROM texts WHERE n > :after ORDER BY n", values -> values.set("after", after));
        return transactions.page(query, most, row -> row.getLong("n"));
    }
}
