package dev.postern.resolver.polling;

import dev.postern.database.StoreUnavailable;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.worker.Alarm;
import dev.postern.resolver.calling.AskServer;
import dev.postern.resolver.calling.Heard;
import dev.postern.resolver.calling.Reading;
import dev.postern.resolver.calling.UrlCall;
import dev.postern.resolver.polling.UrlCodes.UrlCode;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.UrlResponse;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Calls for waiting requests until they have a code from any source. No thread waits between two calls. */
@ApplicationScoped
public class UrlPolling {
    private static final Logger LOGGER = Logger.getLogger(UrlPolling.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private final ConcurrentHashMap<String, Poll> polls = new ConcurrentHashMap<>();
    private final Alarm alarm = new Alarm("totp-url-alarms");
    private final AskServer askServer;
    private final UrlCalls calls;
    private final UrlCodes codes;
    private final CallLease lease;
    private final CallLimit limit;
    private final PayloadSealer sealer;
    private final Waiting waiting;
    private final MeterRegistry metrics;

    UrlPolling(
            AskServer askServer,
            UrlCalls calls,
            UrlCodes codes,
            CallLease lease,
            CallLimit limit,
            PayloadSealer sealer,
            Waiting waiting,
            MeterRegistry metrics) {
        this.askServer = askServer;
        this.calls = calls;
        this.codes = codes;
        this.lease = lease;
        this.limit = limit;
        this.sealer = sealer;
        this.waiting = waiting;
        this.metrics = metrics;
    }

    /**
     * Calls for a stored request from now on, if it waits, has a {@code totp_url}, and this replica is the one to call.
     */
    public void begin(CodeRequest request) {
        if (request.asked().urlResponses() != null && !request.isFinal()) {
            begin(request.id(), request.organizationId());
        }
    }

    private void begin(String requestId, String organizationId) {
        Poll poll = new Poll(requestId, organizationId);
        if (polls.putIfAbsent(requestId, poll) == null) {
            CallingOrganization.start(threadOf(requestId), organizationId, () -> turn(poll));
        }
    }

    /**
     * Calls for exactly these requests. Calls that began after the moment at which the list was read go on too.
     *
     * @param requests their ids, and the organisation of each
     */
    void callFor(Map<String, String> requests, long moment) {
        polls.values().stream()
                .filter(poll -> poll.begunBefore(moment) && !requests.containsKey(poll.requestId()))
                .forEach(this::end);
        requests.forEach(this::begin);
    }

    /** Breaks off the calls of an organisation that was closed. Returns at once. */
    void endOf(String organizationId) {
        polls.values().stream()
                .filter(poll -> poll.organizationId().equals(organizationId))
                .forEach(this::end);
    }

    /** Breaks off every call. */
    void endAll() {
        polls.values().forEach(this::end);
    }

    void stop() {
        alarm.close();
        endAll();
    }

    private void end(Poll poll) {
        polls.remove(poll.requestId(), poll);
        poll.end();
    }

    private void turn(Poll poll) {
        Optional<Duration> pause;
        try {
            pause = lease.isHeld() ? call(poll) : Optional.of(RETRY_PAUSE);
        } catch (RuntimeException e) {
            LOGGER.warnf(
                    "A totp_url call failed and is repeated requestId=%s problem=%s",
                    poll.requestId(), FailureTrace.of(e));
            pause = Optional.of(RETRY_PAUSE);
        }
        pause.ifPresentOrElse(length -> later(poll, length), () -> end(poll));
    }

    private void later(Poll poll, Duration pause) {
        if (!poll.isOver()) {
            after(pause, poll.requestId(), poll.organizationId(), () -> turn(poll));
        }
    }

    /** Calls once. Returns the pause before the next call; empty when no further call is needed. */
    private Optional<Duration> call(Poll poll) {
        Optional<UrlCall> found = calls.own(poll.requestId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        UrlCall call = found.get();
        if (calls.callerIsAway(call.requestId())) {
            return Optional.of(RETRY_PAUSE);
        }
        if (!limit.enter(call.organizationId())) {
            return Optional.of(RETRY_PAUSE);
        }
        Optional<Heard> heard;
        try {
            heard = ask(poll, call);
        } finally {
            limit.leave(call.organizationId());
        }
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        return takeOrKeep(call, heard.get())
                ? Optional.empty()
                : Optional.of(poll.pace().after(heard.get().took(), heard.get().asAgreed()));
    }

    /** Does what {@link #take} does, but keeps a code if the database is away: its server may say it only once. */
    private boolean takeOrKeep(UrlCall call, Heard heard) {
        try {
            return take(call, heard);
        } catch (StoreUnavailable e) {
            if (heard.found() != null) {
                takeLater(call, heard);
            }
            throw e;
        }
    }

    /** Works even if another replica calls by then: the database decides whether the request still gets the code. */
    private void takeLater(UrlCall call, Heard heard) {
        after(RETRY_PAUSE, call.requestId(), call.organizationId(), () -> takeAgain(call, heard));
    }

    private void takeAgain(UrlCall call, Heard heard) {
        try {
            take(call, heard);
        } catch (StoreUnavailable e) {
            takeLater(call, heard);
        } catch (RuntimeException e) {
            LOGGER.warnf(
                    "A totp_url's code could not be taken requestId=%s problem=%s",
                    call.requestId(), FailureTrace.of(e));
        }
    }

    private Optional<Heard> ask(Poll poll, UrlCall call) {
        if (!poll.enter()) {
            return Optional.empty();
        }
        // Asking the database may have taken long, and the lease may have ended.
        Optional<Heard> heard = Optional.empty();
        try {
            if (lease.isHeld()) {
                heard = Optional.of(askServer.ask(call));
            }
        } finally {
            if (!poll.leave()) {
                // The answer counts only if it has a code, which the server may not repeat.
                heard = heard.filter(answer -> answer.found() != null);
            }
        }
        return heard;
    }

    /** Whether the request has its code now. */
    private boolean take(UrlCall call, Heard heard) {
        UrlResponse response = heard.response();
        Reading.Found found = heard.found();
        if (found != null) {
            UrlCode code = new UrlCode(
                    heard.keys(),
                    found.type(),
                    sealer.seal(found.code(), call.codePlace()),
                    found.evidence(),
                    response);
            Optional<CodeRequest> delivered = codes.deliver(call, code);
            if (delivered.isPresent()) {
                count(response.result());
                waiting.wake(delivered.stream().toList());
                return true;
            }
            if (calls.callerIsAway(call.requestId())) {
                takeLater(call, heard);
                return false;
            }
            response = new UrlResponse(response.calledAt(), response.answeredAt(), response.status(), "code_used");
        }
        count(response.result());
        calls.note(call.requestId(), response);
        return false;
    }

    private void after(Duration pause, String requestId, String organizationId, Runnable work) {
        alarm.after(pause, threadOf(requestId), () -> CallingOrganization.during(organizationId, work));
    }

    private static String threadOf(String requestId) {
        return "totp-url-" + requestId;
    }

    private void count(String result) {
        metrics.counter("postern.totp.url.calls", "result", result).increment();
    }
}
