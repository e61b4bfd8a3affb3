package dev.postern.database;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import java.sql.SQLException;

/**
 * Lets a caller's method that is a transaction begin when its organisation has its turn at the database, as {@link Transactions}
 * does. It stands before the framework's own interceptor, so the turn lasts until the transaction has ended.
 */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class TurnOfTransaction {
    private final ConnectionTurns turns;

    TurnOfTransaction(ConnectionTurns turns) {
        this.turns = turns;
    }

    @AroundInvoke
    Object inTurn(InvocationContext call) throws Exception {
        try (var _ = turn()) {
            return call.proceed();
        }
    }

    private ConnectionTurns.Turn turn() {
        try {
            return turns.take();
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        }
    }
}
