package dev.postern.platform.access;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right by which a call is answered, while it may still end: its key may be revoked, expire or lose its scope, its
 * endpoint or channel may be deleted. Ask again with {@link #check} right before the answer. A call that is held also learns
 * of the end by {@link #watch}. Safe for many threads.
 */
public final class Grant {
    private final Grants grants;
    private final String name;
    private final Caller caller;
    private final Condition condition;

    /** What must be true now. It is asked often and by many threads, so it must neither block nor be slow. */
    @FunctionalInterface
    public interface Condition {
        /**
         * Asks whether it is true.
         *
         * @return when it ends by itself; null when it does not
         * @throws Problem 403 when it is not true, 503 when that cannot be told now
         */
        @Nullable Instant check();
    }

    /** What waits for the end of a grant. */
    public interface Watch extends AutoCloseable {
        /** Waits no longer. */
        @Override
        void close();
    }

    Grant(Grants grants, String name, Caller caller, Condition condition) {
        this.grants = grants;
        this.name = name;
        this.caller = caller;
        this.condition = condition;
    }

    /** Who was let in. */
    public Caller caller() {
        return caller;
    }

    /**
     * Asks again.
     *
     * @throws Problem as the call would be refused with now
     */
    public void check() {
        condition.check();
    }

    /** Whether the call would be let in now. */
    public boolean holds() {
        try {
            condition.check();
            return true;
        } catch (Problem e) {
            return false;
        }
    }

    /**
     * Runs an action once the grant ends, within a second; soon when it has ended already. It may run more than once, must not
     * block, and says nothing of what cannot be told now.
     */
    public Watch watch(Runnable ended) {
        return grants.watch(name, caller, condition, ended);
    }

    static boolean isRefusal(Problem problem) {
        return problem.type() == ProblemType.FORBIDDEN;
    }
}
