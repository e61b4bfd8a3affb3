package dev.postern.benchmarks.ingest;

import java.io.IOException;

/** One connection's way to send a message and to read its answer. */
@FunctionalInterface
interface Sending {

    /**
     * Sends the message of a number and returns once it was taken.
     *
     * @throws dev.postern.benchmarks.CannotMeasure when it was refused
     */
    void send(long number) throws IOException, InterruptedException;
}
