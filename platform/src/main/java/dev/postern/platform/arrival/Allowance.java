package dev.postern.platform.arrival;

import dev.postern.platform.problem.Problem;

/**
 * A limit on what a known caller may do: so many requests a minute or at once. Every bean of this type is asked for every request
 * of every route that is not {@link Uncounted}, once its caller is known and before a byte of its body is read.
 */
public interface Allowance {

    /**
     * Takes what the request costs. Runs on a virtual thread.
     *
     * @return gives back what was taken; it runs once, when the request was answered or its connection ended
     * @throws Problem when the caller has nothing left; nothing is taken then
     */
    Runnable take(Arrival arrival);
}
