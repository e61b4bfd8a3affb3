package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/rules.md ("Which code answers which request" and "Once") in their simplest form: without a database or locks,
 * one thing after the other.
 */
final class ModelClaims implements Claims {
    private static final Duration LIFESPAN = Duration.ofMinutes(10);
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final Duration SAME_TEXT = Duration.ofMinutes(2);
    private static final Duration KEY_HOLDS = Duration.ofHours(24);

    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;

    private static final class Code {
        final Message message;
        final boolean repeat;

        @Nullable String holder;

        boolean handedOut;
        Outcomes.@Nullable Outcome outcome;

        Code(Message message, boolean repeat) {
            this.message = message;
            this.repeat = repeat;
        }

        boolean isHeldBy(Request request) {
            return request.run().equals(holder);
        }
    }

    private static final class Request {
        final Ask ask;
        final Instant madeAt;
        Status status = Status.WAITING;

        @Nullable Code code;

        Request(Ask ask, Instant madeAt) {
            this.ask = ask;
            this.madeAt = madeAt;
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

    @Override
    public String arrive(Message message) {
        Code code = codes.computeIfAbsent(message.id(), _ -> new Code(message, isRepeat(message)));
        return woken(offer(code));
    }

    @Override
    public String ask(Ask ask) {
        if (ask.key() != null) {
            Request same = withKey(ask);
            if (same != null) {
                return same.ask.body().equals(ask.body()) ? "joins " + same.ask.id() : "refused";
            }
        }
        Request request = new Request(ask, now);
        requests.put(ask.id(), request);
        // What the run has already is one of those it may get: the better match goes before the newer code.
        codes.values().stream()
                .filter(code -> mayHave(request, code))
                .min(Comparator.comparingInt(ModelClaims::rank)
                        .thenComparing(code -> code.message.receivedAt(), Comparator.reverseOrder()))
                .ifPresent(code -> handOut(code, request));
        return "made " + ask.id();
    }

    @Override
    public String report(Ask asked, Outcomes.Outcome outcome) {
        Request request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        Status said = switch (outcome) {
            case ACCEPTED -> Status.ACCEPTED;
            case REJECTED -> Status.REJECTED;
            case RELEASED -> Status.CANCELLED;
        };
        if (outcome != Outcomes.Outcome.RELEASED && request.status == said) {
            return woken(List.of());
        }
        if (request.status != Status.DELIVERED) {
            return "contradicts";
        }
        request.status = said;
        if (outcome == Outcomes.Outcome.RELEASED) {
            return woken(giveBack(request));
        }
        // What the site took or refused is never handed out again, whoever gave it back meanwhile; what is another
        // run's by now
        // is not this run's to speak of.
        if (request.code.holder == null || request.code.isHeldBy(request)) {
            request.code.outcome = outcome;
        }
        return woken(List.of());
    }

    @Override
    public String cancel(Ask asked) {
        Request request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (request.status == Status.WAITING) {
            request.status = Status.CANCELLED;
        }
        return woken(List.of());
    }

    @Override
    public String abandon(Ask asked) {
        Request request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (request.status != Status.WAITING && request.status != Status.DELIVERED) {
            return woken(List.of());
        }
        request.status = Status.CANCELLED;
        return woken(request.code == null ? List.of() : giveBack(request));
    }

    @Override
    public String pass(Duration time) {
        now = now.plus(time);
        return woken(List.of());
    }

    @Override
    public String look() {
        List<Request> over = requests.values().stream()
                .filter(request -> request.status == Status.WAITING && !isInTime(request))
                .toList();
        over.forEach(request -> request.status = Status.EXPIRED);
        return woken(over);
    }

    @Override
    public SortedMap<String, String> picture() {
        SortedMap<String, String> picture = new TreeMap<>();
        requests.forEach((id, request) -> picture.put(
                id,
                request.status.wireName()
                        + (request.code == null
                                ? ""
                                : " " + request.code.message.id() + " as "
                                        + given(request).wireName())));
        codes.forEach((id, code) -> picture.put(
                id,
                (code.holder == null ? "free" : "with " + code.holder.substring(code.holder.indexOf('/') + 1))
                        + (code.handedOut ? ", was handed out" : "")
                        + (code.outcome == null
                                ? ""
                                : ", " + code.outcome.name().toLowerCase(Locale.ROOT))
                        + (code.repeat ? ", a repeat" : "")));
        return picture;
    }

    /** The oldest request that waits and may have it gets it, and with it what else waits of the same run. */
    private List<Request> offer(Code code) {
        if (code.holder != null) {
            return List.of();
        }
        List<Request> fitting = requests.values().stream()
                .filter(request -> mayHave(request, code))
                .toList();
        List<Request> chosen = fitting.stream()
                .filter(request -> request.run().equals(fitting.getFirst().run()))
                .toList();
        chosen.forEach(request -> handOut(code, request));
        return chosen;
    }

    private static void handOut(Code code, Request request) {
        code.holder = request.run();
        code.handedOut = true;
        request.code = code;
        request.status = Status.DELIVERED;
    }

    /** A run gives back only what it still has. */
    private List<Request> giveBack(Request request) {
        if (!request.code.isHeldBy(request) || request.code.outcome != null) {
            return List.of();
        }
        request.code.holder = null;
        return offer(request.code);
    }

    private boolean mayHave(Request request, Code code) {
        return request.status == Status.WAITING
                && isInTime(request)
                && now.isBefore(validUntil(code.message))
                && code.outcome == null
                && !code.repeat
                && (code.isHeldBy(request) || (code.holder == null && !isResent(code)))
                && fits(request.ask, code.message)
                && !code.message.receivedAt().isBefore(since(request));
    }

    private static boolean fits(Ask ask, Message message) {
        boolean ofType = ask.wanted() == null || (ask.wanted() == OtpType.TOTP ? message.hasCode() : message.hasLink());
        return ask.mailbox() == message.mailbox()
                && ofType
                && isOpenTo(message.scope().workflowRunId(), ask.scope().workflowRunId())
                && isOpenTo(message.scope().taskId(), ask.scope().taskId())
                && (isOpenTo(message.scope().workflowId(), ask.scope().workflowId())
                        || isOpenTo(message.scope().workflowId(), ask.permanentWorkflow()))
                && (ask.sender() == null || isFrom(message.sender(), ask.sender()))
                && isOfSite(ask.page(), message.site());
    }

    private static boolean isOpenTo(@Nullable String boundTo, @Nullable String asking) {
        return boundTo == null || boundTo.equals(asking);
    }

    private static boolean isFrom(@Nullable String sender, String asked) {
        return sender != null && (sender.equals(asked) || sender.endsWith("@" + asked));
    }

    private static boolean isOfSite(@Nullable String page, @Nullable String site) {
        return page == null
                || site == null
                || ("." + page).endsWith("." + site)
                || (page.contains(".") && ("." + site).endsWith("." + page));
    }

    /** A resend kills the older code of the same sender; one mailbox serves many. */
    private boolean isResent(Code code) {
        return code.message.sender() != null
                && codes.values().stream()
                        .anyMatch(later -> later.handedOut
                                && later.message.mailbox() == code.message.mailbox()
                                && code.message.sender().equals(later.message.sender())
                                && later.message.receivedAt().isAfter(code.message.receivedAt()));
    }

    /** Closer scope first. */
    private static int rank(Code code) {
        RunScope scope = code.message.scope();
        return scope.workflowRunId() != null ? 0 : scope.taskId() != null ? 1 : scope.workflowId() != null ? 2 : 3;
    }

    private boolean isRepeat(Message message) {
        return codes.values().stream()
                .anyMatch(code -> !code.repeat
                        && code.message.mailbox() == message.mailbox()
                        && code.message.text().equals(message.text())
                        && Duration.between(code.message.receivedAt(), message.receivedAt())
                                        .abs()
                                        .compareTo(SAME_TEXT)
                                <= 0);
    }

    private static Instant validUntil(Message message) {
        Instant until = message.receivedAt().plus(LIFESPAN);
        for (Instant shorter : Stream.of(message.expiresAt(), message.statedUntil())
                .filter(time -> time != null)
                .toList()) {
            until = shorter.isBefore(until) ? shorter : until;
        }
        return until;
    }

    private Instant since(Request request) {
        if (request.ask.receivedAfter() != null) {
            return request.ask.receivedAfter();
        }
        Request first = requests.values().stream()
                .filter(other -> other.run().equals(request.run()))
                .findFirst()
                .orElseThrow();
        return first.madeAt.minus(LOOK_BACK);
    }

    private boolean isInTime(Request request) {
        return now.isBefore(request.madeAt.plus(request.ask.timeout()));
    }

    private @Nullable Request withKey(Ask ask) {
        return requests.values().stream()
                .filter(request -> ask.key().equals(request.ask.key())
                        && request.ask.mailbox().organization.equals(ask.mailbox().organization)
                        && now.isBefore(request.madeAt.plus(KEY_HOLDS)))
                .findFirst()
                .orElse(null);
    }

    private static OtpType given(Request request) {
        if (request.ask.wanted() != null) {
            return request.ask.wanted();
        }
        return request.code.message.hasCode() ? OtpType.TOTP : OtpType.MAGIC_LINK;
    }

    private static String woken(List<Request> requests) {
        return requests.isEmpty()
                ? "wakes nobody"
                : requests.stream()
                        .map(request -> request.ask.id())
                        .sorted()
                        .collect(Collectors.joining(" and ", "wakes ", ""));
    }
}
