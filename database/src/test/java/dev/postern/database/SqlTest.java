package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlTest {
    private static AgroalDataSource pool;
    private static Transactions transactions;

    @BeforeAll
    static void open() throws SQLException {
        pool = Pool.withNumbers();
        transactions = new Transactions(pool);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void severalStatementsAreOneAndGiveTheRowsOfTheLast() {
        // Given
        Sql sql = Sql.of("""
                SELECT pg_advisory_xact_lock(:n); INSERT INTO numbers VALUES (:n); SELECT n + 1 FROM numbers WHERE n = :n""");
        // When
        List<Integer> rows = transactions.run(
                connection -> sql.query(connection, parameters -> parameters.set("n", 5), row -> row.getInt(1)));
        // Then
        assertThat(rows).containsExactly(6);
    }

    @Test
    void everyKindOfValueComesBack() {
        // Given
        Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");
        Sql sql = Sql.of("""
                SELECT concat_ws('|', :text::text, :int::int, :long::bigint, :double::float8, :flag::boolean,
                    extract(epoch FROM :time::timestamptz), encode(:bytes::bytea, 'hex'), :texts::text[], :numbers::bigint[])""");
        // When
        List<String> rows = transactions.query(
                sql,
                parameters -> parameters
                        .set("text", "it's :x ?")
                        .set("int", 1)
                        .set("long", 2L)
                        .set("double", 0.5)
                        .set("flag", true)
                        .set("time", now)
                        .set("bytes", new byte[] {1, 2})
                        .set("texts", List.of("a", "b,c"))
                        .set("numbers", "bigint", new Object[] {3L}),
                row -> row.getString(1));
        // Then
        assertThat(rows).containsExactly("it's :x ?|1|2|0.5|t|1767323045.678901|0102|{a,\"b,c\"}|{3}");
    }

    @Test
    void nullIsNull() {
        // Given
        Sql sql = Sql.of("SELECT :text::text IS NULL AND :double::float8 IS NULL AND :time::timestamptz IS NULL");
        // When
        List<Boolean> rows = transactions.query(
                sql,
                parameters -> parameters
                        .set("text", (String) null)
                        .set("double", (Double) null)
                        .set("time", (Instant) null),
                row -> row.getBoolean(1));
        // Then
        assertThat(rows).containsExactly(true);
    }

    @Test
    void aForgottenOrUnknownNameIsNamed() {
        // Given
        Sql sql = Sql.of("SELECT :one::int, :two::int, :one::int");
        // Then
        assertThatThrownBy(() -> transactions.query(sql, parameters -> parameters.set("two", 2), _ -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[one]");
        assertThatThrownBy(() -> transactions.query(sql, parameters -> parameters.set("three", 3), _ -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":three");
    }

    @Test
    void piecesKeepTheirValues() {
        // Given
        SqlBuilder where = new SqlBuilder().add(" WHERE n > :low", parameters -> parameters.set("low", 2));
        SqlBuilder query = new SqlBuilder()
                .add("SELECT n FROM generate_series(1, :high) n", parameters -> parameters.set("high", 4))
                .add(where)
                .add(" ORDER BY n");
        // Then
        assertThat(transactions.query(query, row -> row.getInt(1))).containsExactly(3, 4);
        assertThat(new SqlBuilder().isEmpty()).isTrue();
    }
}
