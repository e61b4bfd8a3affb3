package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionsTest {
    private static final Sql INSERT = Sql.of("INSERT INTO numbers (n) VALUES (:n)");
    private static final Sql ALL = Sql.of("SELECT n FROM numbers ORDER BY n");

    private AgroalDataSource pool;
    private Transactions transactions;

    @BeforeEach
    void open() throws SQLException {
        pool = Pool.withNumbers();
        transactions = new Transactions(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** How work ends that does not return. */
    enum End {
        CHECKED {
            @Override
            void happen(Connection connection) throws SQLException {
                throw new SQLException("no state");
            }
        },
        UNCHECKED {
            @Override
            void happen(Connection connection) {
                throw new IllegalStateException("work failed");
            }
        },
        ERROR {
            @Override
            void happen(Connection connection) {
                throw new StackOverflowError("work failed");
            }
        },
        REFUSED {
            @Override
            void happen(Connection connection) throws SQLException {
                insert(connection, 1);
            }
        },
        LOST {
            @Override
            void happen(Connection connection) throws SQLException {
                Sql.of("SELECT pg_terminate_backend(pg_backend_pid())").exists(connection, Sql.Binding.NONE);
            }
        };

        abstract void happen(Connection connection) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsKeptOfWorkThatFails(End end) {
        // When
        Throwable failure = catchThrowable(() -> transactions.run(connection -> {
            insert(connection, 1);
            insert(connection, 2);
            end.happen(connection);
            return null;
        }));
        // Then
        assertThat(failure).isNotNull();
        assertThat(numbers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionIsOutsideATransactionAgain(End end) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            // When
            Throwable failure = catchThrowable(() -> Transactions.inTransaction(connection, within -> {
                insert(within, 1);
                end.happen(within);
                return null;
            }));
            // Then
            assertThat(failure).isNotNull();
            if (end != End.LOST) {
                assertThat(connection.getAutoCommit()).isTrue();
                insert(connection, 3);
                assertThat(numbers()).containsExactly(3);
            }
        }
    }

    @Test
    void allIsKeptOfWorkThatReturns() {
        // When
        int result = transactions.run(connection -> {
            insert(connection, 1);
            insert(connection, 2);
            return 7;
        });
        // Then
        assertThat(result).isEqualTo(7);
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void aFailureIsSorted() {
        // Given
        transactions.update(INSERT, parameters -> parameters.set("n", 1));
        // Then
        assertThatThrownBy(() -> transactions.update(INSERT, parameters -> parameters.set("n", 1)))
                .isInstanceOfSatisfying(
                        StatementRefused.class,
                        refused -> assertThat(refused.sqlState()).isEqualTo("23505"));
        assertThatThrownBy(() -> transactions.query(Sql.of("SELECT * FROM nothing"), Sql.Binding.NONE, _ -> 1))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        failure -> assertThat(failure.sqlState()).isEqualTo("42P01"));
        pool.close();
        assertThatThrownBy(this::numbers).isInstanceOf(StoreUnavailable.class);
    }

    private static void insert(Connection connection, int n) throws SQLException {
        INSERT.update(connection, parameters -> parameters.set("n", n));
    }

    private List<Integer> numbers() {
        return transactions.query(ALL, Sql.Binding.NONE, row -> row.getInt(1));
    }
}
