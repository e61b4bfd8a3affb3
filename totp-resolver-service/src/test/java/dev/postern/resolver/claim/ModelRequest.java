package dev.postern.resolver.claim;

import dev.postern.events.RunScope;
import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request of the model, and what became of it. */
final class ModelRequest {
    final Claims.Ask ask;
    final Instant madeAt;

    /** How long after their codes callers usually ask, where most ask well after; else null. */
    final @Nullable Duration lateBy;

    Status status = Status.WAITING;

    @Nullable ModelCode code;

    @Nullable Integer holder;

    Instant seenAt;
    Instant thereUntil;

    /** Until when a doubtful code is kept back. */
    Instant hesitatesUntil;

    ModelRequest(Claims.Ask ask, Instant madeAt, @Nullable Duration lateBy, Duration hesitation) {
        this.ask = ask;
        this.madeAt = madeAt;
        this.lateBy = lateBy;
        holder = ask.holder();
        seenAt = madeAt;
        hesitatesUntil = madeAt.plus(ask.hesitation() == null ? hesitation : ask.hesitation());
        thereUntil = madeAt.plus(holder == null ? Duration.ZERO : Claims.HELD).plus(ModelRules.GRACE);
    }

    /** The run is the workflow run, else the task, else the request itself, which a key makes one with its repeats. */
    String run() {
        RunScope scope = ask.scope();
        String run = scope.workflowRunId() != null
                ? "run:" + scope.workflowRunId()
                : scope.taskId() != null
                        ? "task:" + scope.taskId()
                        : ask.key() != null ? "key:" + ask.key() : "request:" + ask.id();
        return ask.mailbox().organization + "/" + run;
    }
}
