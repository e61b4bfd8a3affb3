package dev.postern.client;

/**
 * What a script does while a login waits for its code.
 *
 * @param <T> what it gives
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface LoginBlock<T, E extends Exception> {

    /** Makes the site send its code, and types it. */
    T run(Login login) throws E;

    /**
     * A block that gives nothing.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Quiet<E extends Exception> {

        /** Makes the site send its code, and types it. */
        void run(Login login) throws E;
    }
}
