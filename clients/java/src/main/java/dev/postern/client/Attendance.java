package dev.postern.client;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for all logins, which begins calls and waits for none. It keeps no process alive. */
final class Attendance {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Attendance() {}

    static ScheduledFuture<?> every(Duration time, Runnable work) {
        return CLOCK.scheduleAtFixedRate(work, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "postern-attend");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
