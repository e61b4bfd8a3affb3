package dev.postern.platform.reading;

import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The reading of one stream on the thread that calls. Memory is taken for what came. */
final class StreamReading {
    private static final int FIRST_CAPACITY = 16 * 1024;

    private final Pace pace;
    private final BodyBudget budget;
    private final Payer payer;
    private final int mostBytes;
    private final long begun = System.nanoTime();

    private byte[] bytes = {};
    private int length;

    StreamReading(Pace pace, BodyBudget budget, Payer payer, int mostBytes) {
        this.pace = pace;
        this.budget = budget;
        this.payer = payer;
        this.mostBytes = mostBytes;
    }

    ArrivedBody read(InputStream stream) throws IOException {
        boolean whole = false;
        try {
            int read = 0;
            while (read >= 0) {
                length += read;
                if (System.nanoTime() - begun > pace.nanosFor(length)) {
                    throw Problem.of(ProblemType.REQUEST_TIMEOUT, "The body came too slowly");
                }
                makeRoom();
                read = stream.read(bytes, length, bytes.length - length);
            }
            whole = true;
        } finally {
            if (!whole) {
                budget.giveBack(payer, bytes.length);
            }
        }
        int held = bytes.length;
        return new ArrivedBody(bytes, length, () -> budget.giveBack(payer, held));
    }

    /** Leaves room for at least one byte: one beyond the most tells that there is more. */
    private void makeRoom() {
        if (length < bytes.length) {
            return;
        }
        if (length > mostBytes) {
            throw Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Request Entity Too Large");
        }
        int capacity = (int) Math.min(mostBytes + 1L, Math.max(FIRST_CAPACITY, 2L * bytes.length));
        if (!budget.take(payer, bytes.length, capacity - bytes.length)) {
            throw Problem.unavailable(Hindrance.OVERLOADED, "Too many bodies are being read right now");
        }
        bytes = Arrays.copyOf(bytes, capacity);
    }
}
