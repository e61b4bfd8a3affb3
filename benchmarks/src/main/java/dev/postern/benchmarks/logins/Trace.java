package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.desk.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What happened in the minutes before each wrong code, and before each attempt that got none although its code had come. */
final class Trace {
    private static final long MINUTES = 240_000;

    private final Timeline timeline;
    private final Consumer<String> lines;
    private final Deque<Line> last = new ArrayDeque<>();

    private record Line(long at, String what) {}

    /** @param lines gets each line */
    Trace(Timeline timeline, Consumer<String> lines) {
        this.timeline = timeline;
        this.lines = lines;
    }

    void note(String what) {
        last.add(new Line(timeline.now(), what));
        while (timeline.now() - last.getFirst().at() > MINUTES) {
            last.removeFirst();
        }
    }

    /** Tells what was noted, and how it ended. */
    void tell(String end) {
        note(end);
        lines.accept("");
        for (Line line : last) {
            lines.accept("%10.2f  %s".formatted((line.at() - timeline.now()) / 1000.0, line.what()));
        }
    }
}
