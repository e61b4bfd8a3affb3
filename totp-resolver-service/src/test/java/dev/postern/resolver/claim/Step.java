package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.claim.Claims.Mailbox;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens in a story. Times are counted in ticks, and what happened before is named by how far back it lies, so
 * that a story stays one when steps are taken out of it.
 */
sealed interface Step {

    /** A new message comes. Expiries count from its arrival; {@code age} says how long before that it was received. */
    record Arrives(
            Mailbox mailbox,
            Carries carries,
            RunScope scope,
            @Nullable String sender,
            @Nullable String site,
            int age,
            Ends ends)
            implements Step {
        @Override
        public String toString() {
            return carries + " for " + mailbox
                    + listed(
                            bound(scope),
                            named("from", sender),
                            named("bound to", site),
                            age == 0 ? null : age + " ticks late",
                            named("expires in", ends.byCaller()),
                            named("says it is good for", ends.stated()));
        }
    }

    enum Carries {
        CODE,
        LINK,
        CODE_AND_LINK
    }

    /** What the caller and the message say of its end; null when nothing. */
    record Ends(@Nullable Integer byCaller, @Nullable Integer stated) {}

    /** The event of an earlier message comes again. */
    record ComesAgain(int back) implements Step {
        @Override
        public String toString() {
            return "the event of the code " + back + " back comes again";
        }
    }

    /** The same bytes are sent once more, by the same key to the same identifier. */
    record SentAgain(int back, int age) implements Step {
        @Override
        public String toString() {
            return "the text of the code " + back + " back is sent again"
                    + listed(age == 0 ? null : age + " ticks late");
        }
    }

    /** A login asks. */
    record Asks(
            Mailbox mailbox,
            RunScope scope,
            @Nullable String permanentWorkflow,
            @Nullable OtpType wanted,
            @Nullable String sender,
            @Nullable String page,
            Span span,
            @Nullable String key)
            implements Step {
        @Override
        public String toString() {
            return "a login asks for " + mailbox
                    + listed(
                            bound(scope),
                            named("permanent workflow", permanentWorkflow),
                            named("wants", wanted),
                            named("from", sender),
                            named("on", page),
                            named("key", key),
                            named("not older than", span.receivedAfter()),
                            named("waits", span.waits()),
                            span.held() ? "held" : null,
                            named("hesitates", span.hesitation()));
        }
    }

    /**
     * From when on received, null for the default; how long it waits; whether a replica holds its caller; and how many
     * ticks it hesitates, null for the default.
     */
    record Span(
            @Nullable Integer receivedAfter,
            int waits,
            boolean held,
            @Nullable Integer hesitation) {}

    /** The caller of an earlier request polls. */
    record ComesBack(int back) implements Step {
        @Override
        public String toString() {
            return "the caller of the request " + back + " back polls";
        }
    }

    /** The connection of an earlier request breaks. */
    record Breaks(int back) implements Step {
        @Override
        public String toString() {
            return "the connection of the request " + back + " back breaks";
        }
    }

    /** The replica that holds the callers dies, and another takes its place. */
    record ReplicaDies() implements Step {
        @Override
        public String toString() {
            return "the replica dies";
        }
    }

    /** The caller of an earlier request asks the same once more. */
    record AsksAgain(int back) implements Step {
        @Override
        public String toString() {
            return "the request " + back + " back is made again";
        }
    }

    /** A caller says what became of its code. */
    record Says(int back, Outcomes.Outcome outcome) implements Step {
        @Override
        public String toString() {
            return "the request " + back + " back says " + outcome;
        }
    }

    /** A caller stops waiting. */
    record Cancels(int back) implements Step {
        @Override
        public String toString() {
            return "the request " + back + " back is cancelled";
        }
    }

    /** A caller's connection ends before it knew an id. */
    record GoesAway(int back) implements Step {
        @Override
        public String toString() {
            return "the caller of the request " + back + " back goes away";
        }
    }

    /** Nothing happens for a while. */
    record TimePasses(int ticks) implements Step {
        @Override
        public String toString() {
            return ticks + " ticks go by";
        }
    }

    /** Requests whose time is over are noted as such. */
    record TimerLooks() implements Step {
        @Override
        public String toString() {
            return "the timer looks";
        }
    }

    private static String listed(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isEmpty())
                .map(part -> ", " + part)
                .collect(Collectors.joining());
    }

    private static @Nullable String named(String name, @Nullable Object value) {
        return value == null ? null : name + " " + value;
    }

    private static String bound(RunScope scope) {
        return Stream.of(scope.workflowRunId(), scope.taskId(), scope.workflowId())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("+"));
    }
}
