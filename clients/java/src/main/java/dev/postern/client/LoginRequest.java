package dev.postern.client;

import dev.postern.client.error.Conflict;
import dev.postern.client.error.PosternException;
import dev.postern.client.json.JsonObject;
import dev.postern.client.model.CodeRequestAnswer;
import dev.postern.client.sent.OutcomeFields;
import dev.postern.client.wire.Answer;
import dev.postern.client.wire.Call;
import dev.postern.client.wire.Deadline;
import dev.postern.client.wire.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The present code request of a login: its calls, and what their answers say of it. */
final class LoginRequest {
    private static final System.Logger LOGGER = System.getLogger("dev.postern.client");

    private static final String ROUTE = "/v1/code-requests";
    /**
     * docs/rules.md, "Which code answers which request": a time in the future counts as now, by the server's clock. So the clock of this
     * machine does not matter.
     */
    private static final String NOW = "9999-12-31T00:00:00Z";

    private final Wire wire;
    private final Patience patience;
    private final LoginOptions options;
    private final String run;
    private final List<String> warnings = new ArrayList<>();

    private @Nullable String wanted;
    private @Nullable String since;
    private long askedAt;
    private volatile @Nullable Asking asking;
    /** The outcome that was sent and had no answer yet. It may have been noted. */
    private @Nullable String unanswered;

    private final CountDownLatch left = new CountDownLatch(1);
    private volatile @Nullable String outcome;
    private volatile boolean taken;
    private volatile @Nullable String id;
    private volatile @Nullable CodeRequestAnswer answer;
    private volatile @Nullable String unattended;

    /** A request that had no answer yet. It may have been made. */
    private record Asking(String key, Map<String, Object> body) {}

    LoginRequest(Wire wire, Patience patience, LoginOptions options) {
        this.wire = wire;
        this.patience = patience;
        this.options = options;
        this.run = options.run() == null ? "wr_" + UUID.randomUUID() : options.run();
        this.wanted = options.otpType();
        this.since =
                options.receivedAfter() == null ? null : options.receivedAfter().toString();
    }

    /**
     * Makes the request. Each try carries one key, also one after a time-out or an interrupt: a request whose answer was lost is joined,
     * not made twice.
     */
    void ask(Deadline deadline) {
        Map<String, Object> body = options.fields()
                .workflowRunId(run)
                .receivedAfter(since == null ? NOW : since)
                .otpType(wanted)
                .json();
        Asking present = asking;
        if (present == null || !present.body().equals(body)) {
            present = new Asking(UUID.randomUUID().toString(), body);
            asking = present;
        }
        Call call = Call.of("POST", ROUTE, body)
                .withHeader("idempotency-key", present.key())
                .withPatience(patience.grace());
        id = null;
        answer = null;
        outcome = null;
        unanswered = null;
        taken = false;
        Answer seen = wire.send(() -> call, deadline, this::tell, this::rest);
        asking = null;
        note(seen);
        askedAt = System.nanoTime();
    }

    /** Asks how the request stands, and lets the server hold its answer. */
    void look(Deadline deadline) {
        String path = path();
        note(wire.send(
                () -> {
                    long hold = patience.holdSeconds(deadline.remaining());
                    Call call =
                            Call.of("GET", path).withPatience(patience.grace().plusSeconds(hold));
                    return hold > 0 ? call.withHeader("prefer", "wait=" + hold) : call;
                },
                deadline,
                this::tell,
                this::rest));
    }

    /** Ends the pauses of a call that waits in another thread. */
    void leave() {
        left.countDown();
    }

    private void rest(Duration time) {
        if (Wire.pause(time, left)) {
            throw new LoginOver(null);
        }
    }

    /** Gives up a request that may have been made, and whose answer was lost. Joined by its key it has an id. */
    void forget(Deadline deadline) {
        if (asking != null) {
            ask(Deadline.after(Duration.ZERO));
            giveUp(deadline);
        }
    }

    /** Shows the server that the caller is there, while it is busy elsewhere: a code goes only to who is. Failures do not matter. */
    void attend() {
        String present = id;
        if (present == null || present.equals(unattended) || !status().equals("waiting")) {
            return;
        }
        wire.later(Call.of("GET", path()).withPatience(patience.grace()), seen -> {
            // The answer itself is left to the login, which asks again.
            boolean ended = seen.status() == 200 && !seen.text().contains("\"waiting\"");
            if (ended || seen.status() == 403 || seen.status() == 404) {
                unattended = present;
            }
        });
    }

    /** Reports what became of the code. */
    void report(String became, Deadline deadline) {
        Call call = Call.of(
                        "POST",
                        path() + "/outcome",
                        new OutcomeFields().outcome(became).json())
                .withPatience(patience.grace());
        int[] sent = {became.equals(unanswered) ? 1 : 0};
        unanswered = became;
        try {
            Answer seen = wire.send(
                    () -> {
                        sent[0]++;
                        return call;
                    },
                    deadline,
                    this::tell);
            unanswered = null;
            seen.checked();
        } catch (Conflict e) {
            // The answer to an earlier try was lost: then it is noted, and `released` cannot be reported twice.
            if (!became.equals("released") || sent[0] == 1) {
                throw e;
            }
        }
        outcome = became;
    }

    /** Deletes the request. If a code came for it meanwhile, it goes back unused. */
    void giveUp(Deadline deadline) {
        send(Call.of("DELETE", path()).withPatience(patience.grace()), deadline).checked();
        try {
            report("released", deadline);
        } catch (Conflict e) {
            outcome = "cancelled";
        }
    }

    /** The code is the caller's now. */
    void take() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    @Nullable String id() {
        return id;
    }

    @Nullable CodeRequestAnswer answer() {
        return answer;
    }

    @Nullable String outcome() {
        return outcome;
    }

    @Nullable String wanted() {
        return wanted;
    }

    void want(String kind) {
        wanted = kind;
    }

    String status() {
        CodeRequestAnswer present = answer;
        return present == null || present.status() == null ? "waiting" : present.status();
    }

    String type() {
        CodeRequestAnswer present = answer;
        return present == null || present.otpType() == null ? "totp" : present.otpType();
    }

    /** Why codes were withheld, as sentences. */
    List<String> warnings() {
        return warnings;
    }

    long nanosSinceAsked() {
        return System.nanoTime() - askedAt;
    }

    private Answer send(Call call, Deadline deadline) {
        return wire.send(() -> call, deadline, this::tell);
    }

    /** Takes over what an answer says of the request. */
    private void note(Answer seen) {
        if (seen.status() == 409) {
            noteWithheld(seen);
            return;
        }
        JsonObject told = seen.checked().object();
        CodeRequestAnswer read = CodeRequestAnswer.of(told);
        if (read.codeRequestId() == null || read.status() == null) {
            throw new PosternException("The server's answer is no code request. Is this the address of a Postern?");
        }
        answer = read;
        id = read.codeRequestId();
        if (since == null) {
            // Later requests of the login take codes from here on, by the server's clock.
            since = read.createdAt();
        }
    }

    private void noteWithheld(Answer seen) {
        var problem = seen.problem();
        String location = seen.header("location");
        if (id == null && location != null) {
            id = location.substring(location.lastIndexOf('/') + 1);
        }
        if (id == null || !problem.type().equals("/problems/page-origin-mismatch")) {
            throw problem;
        }
        LOGGER.log(
                System.Logger.Level.WARNING,
                "A code was withheld: it is bound to another site than pageOrigin; {0}",
                id);
        if (!warnings.contains(problem.detail())) {
            warnings.add(problem.detail());
        }
    }

    private void tell(PosternException failure) {
        LOGGER.log(
                System.Logger.Level.INFO,
                "A call failed and is sent again: {0}; {1}",
                failure.getMessage(),
                id == null ? "before the first answer" : id);
    }

    private String path() {
        String present = id;
        return ROUTE + "/" + URLEncoder.encode(present == null ? "" : present, StandardCharsets.UTF_8);
    }
}
