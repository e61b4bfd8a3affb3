package dev.postern.benchmarks.waiters;

import java.util.concurrent.CompletableFuture;

/**
 * One login that waits.
 *
 * @param number of its own, which makes its address and its code
 * @param code completes with what it was given and when
 */
record Login(int number, CompletableFuture<Given> code) {
    private static final int FIRST_CODE = 100_000;

    /**
     * What was given.
     *
     * @param atNanos when the answer was read
     */
    record Given(String code, long atNanos) {}

    static Login of(int number) {
        return new Login(number, new CompletableFuture<>());
    }

    String address() {
        return "waiter" + number + "@example.com";
    }

    String run() {
        return "wr_" + number;
    }

    String expected() {
        return Integer.toString(FIRST_CODE + number);
    }

    boolean isGivenItsOwn(Given given) {
        return given.code().equals(expected());
    }
}
