package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/rules.md ("Which code answers which request", "The second login gets the second code" and "Once") in
 * their simplest form: without a database or locks, one thing after the other.
 */
final class ModelClaims implements Claims {
    private static final Duration LIFESPAN = Duration.ofMinutes(10);
    private static final Duration LOOK_BACK = Duration.ofMinutes(2);
    private static final Duration SAME_TEXT = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration POLLED_JUST_NOW = Duration.ofSeconds(10);
    static final Duration HESITATION = Duration.ofSeconds(10);
    private static final Duration ASKED_BEFORE = Duration.ofMinutes(2);
    private static final Duration HAD_IT_BEFORE = Duration.ofSeconds(5);
    private static final Duration OLD = Duration.ofSeconds(5);
    private static final Duration WELL_AFTER = Duration.ofSeconds(5);
    private static final int LAST_MADE = 20;
    private static final int ENOUGH = 5;
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final Set<Status> HAD_NONE = EnumSet.of(Status.WAITING, Status.EXPIRED, Status.CANCELLED);
    private static final Duration KEY_HOLDS = Duration.ofHours(24);

    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Set<Request> hesitating = new LinkedHashSet<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Set<String> served = new HashSet<>();
    private Instant now = Instant.EPOCH;

    private static final class Code {
        final Message message;
        boolean repeat;

        @Nullable String holder;

        boolean handedOut;

        @Nullable Instant handedOutAt;

        Outcomes.@Nullable Outcome outcome;
        final Set<String> refusedBy = new HashSet<>();

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

        /** How long after their codes callers usually ask, where most ask well after; else null. */
        final @Nullable Duration lateBy;

        Status status = Status.WAITING;

        @Nullable Code code;

        @Nullable Integer holder;

        Instant seenAt;
        Instant thereUntil;

        Request(Ask ask, Instant madeAt, @Nullable Duration lateBy) {
            this.ask = ask;
            this.madeAt = madeAt;
            this.lateBy = lateBy;
            holder = ask.holder();
            seenAt = madeAt;
            thereUntil = madeAt.plus(holder == null ? Duration.ZERO : HELD).plus(GRACE);
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
        Code code = codes.get(message.id());
        if (code == null) {
            code = new Code(message, isRepeat(message));
            if (!code.repeat) {
                standForEarlier(message);
            }
            codes.put(message.id(), code);
        }
        return woken(offer(code));
    }

    /** Nobody had the text before, so the newer code stands for both. */
    private void standForEarlier(Message message) {
        codes.values().stream()
                .filter(code -> code.holder == null
                        && isSameText(code, message)
                        && code.message.receivedAt().isBefore(message.receivedAt()))
                .forEach(code -> code.repeat = true);
    }

    @Override
    public String ask(Ask ask) {
        if (ask.key() != null) {
            Request same = withKey(ask);
            if (same != null) {
                return same.ask.body().equals(ask.body()) ? "joins " + same.ask.id() : "refused";
            }
        }
        Request request = new Request(ask, now, lateness(ask.mailbox()));
        requests.put(ask.id(), request);
        find(request);
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
        if (outcome == Outcomes.Outcome.ACCEPTED
                && request.ask.page() != null
                && request.code.message.sender() != null) {
            served.add(lesson(request, request.code, site(request.ask.page())));
        }
        if (outcome == Outcomes.Outcome.RELEASED) {
            return woken(giveBack(request));
        }
        // What the site took or refused never goes back to its run, whoever gave it back meanwhile; what is another
        // run's
        // by now is not this run's to speak of.
        if (request.code.holder != null && !request.code.isHeldBy(request)) {
            return woken(List.of());
        }
        request.code.outcome = outcome;
        if (outcome == Outcomes.Outcome.REJECTED) {
            request.code.refusedBy.add(request.run());
            return woken(offerWithOlder(request.code));
        }
        return woken(List.of());
    }

    /** The refused code, and then what it no longer replaces. */
    private List<Request> offerWithOlder(Code refused) {
        List<Request> delivered = new ArrayList<>(offer(refused));
        codes.values().stream()
                .filter(code -> replaces(refused, code))
                .sorted(Comparator.comparing((Code code) -> code.message.receivedAt())
                        .reversed())
                .forEach(code -> delivered.addAll(offer(code)));
        return delivered;
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
        now = now.plus(HESITATION);
        List<Request> hesitated = hesitating.stream()
                .sorted(Comparator.comparingInt(request -> number(request.ask.id())))
                .toList();
        hesitating.clear();
        List<Request> given = hesitated.stream().filter(this::find).toList();
        now = now.plus(time.minus(HESITATION));
        return woken(given);
    }

    private @Nullable Duration lateness(Mailbox mailbox) {
        List<Request> made = requests.values().stream()
                .filter(request -> request.ask.mailbox() == mailbox)
                .toList();
        List<Duration> ages = made.subList(Math.max(0, made.size() - LAST_MADE), made.size()).stream()
                .filter(request -> request.code != null && request.status != Status.REJECTED)
                .map(request -> Duration.between(request.code.message.receivedAt(), request.madeAt))
                .sorted()
                .toList();
        long late = ages.stream().filter(age -> age.compareTo(WELL_AFTER) > 0).count();
        return ages.size() < ENOUGH || 10 * late < 8L * ages.size() ? null : ages.get((9 * ages.size() + 9) / 10 - 1);
    }

    /** The code came as long before the request as codes do before a late caller's. */
    private static boolean isInItsTime(Request request, Code code) {
        Duration age = Duration.between(code.message.receivedAt(), request.madeAt);
        return request.lateBy != null
                && age.compareTo(WELL_AFTER) > 0
                && age.compareTo(request.lateBy.plus(WELL_AFTER)) <= 0;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf(' ') + 1));
    }

    @Override
    public String comeBack(Ask asked) {
        Request request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (request.status != Status.WAITING
                || (isThere(request) && request.thereUntil.isAfter(now.plus(POLLED_JUST_NOW)))) {
            return woken(List.of());
        }
        Instant noted = isHolderAlive(request) ? request.thereUntil : request.seenAt;
        Instant byThisCall = now.plus(GRACE);
        request.thereUntil = noted.isAfter(byThisCall) ? noted : byThisCall;
        request.holder = isHolderAlive(request) ? request.holder : null;
        request.seenAt = now;
        return woken(find(request) ? List.of(request) : List.of());
    }

    @Override
    public String breaks(Ask asked) {
        Request request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (asked.holder() != null && asked.holder().equals(request.holder) && request.status == Status.WAITING) {
            request.holder = null;
            request.thereUntil = now;
            request.seenAt = now;
        }
        return woken(List.of());
    }

    @Override
    public String die(int replica) {
        dead.add(replica);
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
        if (!isFree(code)) {
            return List.of();
        }
        List<Request> fitting = requests.values().stream()
                .filter(request -> mayHave(request, code))
                .toList();
        Optional<Request> best = fitting.stream()
                .filter(this::isThere)
                .filter(request -> !isDoubtful(request, code) || !hesitates(request))
                .min(Comparator.<Request>comparingInt(request -> siteRank(request, code))
                        .thenComparing(request -> !code.message.hasCode() && request.ask.wanted() == null));
        if (best.isEmpty()) {
            fitting.stream()
                    .filter(this::isThere)
                    .filter(request -> isDoubtful(request, code))
                    .forEach(hesitating::add);
            return List.of();
        }
        List<Request> chosen = fitting.stream()
                .filter(request -> request.run().equals(best.get().run()))
                .toList();
        chosen.forEach(request -> handOut(code, request));
        return chosen;
    }

    /** Whether the request, whose caller is there, gets a code now. What it hesitates over is noted. */
    private boolean find(Request request) {
        if (!isThere(request)) {
            return false;
        }
        // What the run has already is one of those it may get: the better match goes before the newer code.
        Optional<Code> best = codes.values().stream()
                .filter(code -> mayHave(request, code))
                .min(Comparator.comparingInt(ModelClaims::rank)
                        .thenComparingInt(code -> siteRank(request, code))
                        .thenComparing(code -> isDoubtful(request, code) || code.isHeldBy(request))
                        .thenComparing(
                                code -> isInItsTime(request, code) ? code.message.receivedAt() : null,
                                Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(code -> code.message.receivedAt(), Comparator.reverseOrder()));
        if (best.isEmpty()) {
            return false;
        }
        if (isDoubtful(request, best.get()) && hesitates(request)) {
            hesitating.add(request);
            return false;
        }
        handOut(best.get(), request);
        return true;
    }

    private void handOut(Code code, Request request) {
        if (!code.isHeldBy(request)) {
            code.handedOutAt = now;
        }
        code.holder = request.run();
        code.handedOut = true;
        code.outcome = null;
        request.code = code;
        request.status = Status.DELIVERED;
        String page = request.ask.page();
        String sender = code.message.sender();
        if (request.ask.sender() == null && page != null && sender != null && sender.endsWith("@" + site(page))) {
            served.add(lesson(request, code, site(page)));
        }
    }

    /** Connected to a replica that lives, or seen a short while ago. */
    private boolean isThere(Request request) {
        return request.thereUntil.isAfter(now) && isHolderAlive(request);
    }

    private boolean isHolderAlive(Request request) {
        return request.holder == null || !dead.contains(request.holder);
    }

    private boolean hesitates(Request request) {
        Duration length = request.ask.hesitation() == null ? HESITATION : request.ask.hesitation();
        return now.isBefore(request.madeAt.plus(length));
    }

    private boolean isDoubtful(Request request, Code code) {
        Instant came = code.message.receivedAt();
        if (isOfAnotherSite(request, code)) {
            return true;
        }
        if (!came.isBefore(request.madeAt)) {
            return false;
        }
        boolean expected = request.ask.receivedAfter() != null || isInItsTime(request, code);
        boolean askedBefore = requests.values().stream()
                .anyMatch(other -> other.ask.mailbox() == request.ask.mailbox()
                        && (other.run().equals(request.run())
                                ? code.holder == null && HAD_NONE.contains(other.status)
                                : other.status != Status.ACCEPTED)
                        && !other.madeAt.isAfter(came)
                        && other.madeAt.isAfter(came.minus(ASKED_BEFORE)));
        boolean newerHandedOut = codes.values().stream()
                .anyMatch(newer -> newer.handedOut
                        && newer.message.mailbox() == code.message.mailbox()
                        && newer.message.receivedAt().isAfter(came)
                        && (newer.message.sender() == null
                                || code.message.sender() == null
                                || newer.message.sender().equals(code.message.sender())));
        boolean hadItBefore = code.isHeldBy(request) && !now.isBefore(code.handedOutAt.plus(HAD_IT_BEFORE));
        boolean old = now.isAfter(came.plus(OLD));
        return (!expected && (askedBefore || old))
                || newerHandedOut
                || hadItBefore
                || !code.refusedBy.isEmpty()
                || siteRank(request, code) == 2;
    }

    /** 0 when the site of the page and of the message agree, 1 when one of them says nothing, 2 when they disagree. */
    private int siteRank(Request request, Code code) {
        if (request.ask.sender() != null) {
            return 0;
        }
        if (request.ask.page() == null) {
            return 1;
        }
        String site = site(request.ask.page());
        String sender = code.message.sender();
        if ((sender != null && sender.endsWith("@" + site))
                || (code.message.site() != null && site(code.message.site()).equals(site))) {
            return 0;
        }
        if (sender != null && served.stream().anyMatch(one -> one.startsWith(lesson(request, code, "")))) {
            return served.contains(lesson(request, code, site)) ? 0 : 2;
        }
        return sender != null || code.message.site() != null ? 2 : 1;
    }

    /** Its sender is known to serve sites, and the request stands at none of them. */
    private boolean isOfAnotherSite(Request request, Code code) {
        return siteRank(request, code) == 2
                && code.message.sender() != null
                && served.stream().anyMatch(one -> one.startsWith(lesson(request, code, "")));
    }

    /** Its own code probably went to another run, and this one is of a login that has yet to ask. */
    private boolean isOfLaterLogin(Request request, Code code) {
        return request.lateBy != null
                && !code.message.receivedAt().isBefore(request.madeAt.minus(WELL_AFTER))
                && codes.values().stream()
                        .anyMatch(other -> other.message.mailbox() == code.message.mailbox()
                                && other.outcome == null
                                && other.holder != null
                                && !other.isHeldBy(request)
                                && isInItsTime(request, other)
                                && !isOfAnotherSite(request, other));
    }

    /** For the login that it is of, which may not have asked yet. */
    private boolean isKept(Request request, Code code) {
        Instant came = code.message.receivedAt();
        if (code.isHeldBy(request) || !came.plus(KEPT).isAfter(now)) {
            return false;
        }
        return isOfAnotherSite(request, code)
                || (isOfLaterLogin(request, code)
                        && came.plus(request.lateBy).plus(WELL_AFTER).isAfter(now));
    }

    private static String lesson(Request request, Code code, String site) {
        return request.ask.mailbox().organization + " " + code.message.sender() + " serves " + site;
    }

    /** The last two parts of a host's name. */
    private static String site(String host) {
        String[] labels = host.split("\\.", -1);
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
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
                && (code.outcome == null || !code.refusedBy.isEmpty())
                && code.outcome != Outcomes.Outcome.ACCEPTED
                && !code.repeat
                && !code.refusedBy.contains(request.run())
                && (code.isHeldBy(request) || (isFree(code) && !isResent(code)))
                && fits(request.ask, code.message)
                && !isKept(request, code)
                && !code.message.receivedAt().isBefore(since(request));
    }

    private static boolean isFree(Code code) {
        return code.holder == null || code.outcome == Outcomes.Outcome.REJECTED;
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

    /** A resend kills the older code of the same sender, unless a site refused the newer one. */
    private boolean isResent(Code code) {
        return codes.values().stream()
                .anyMatch(later ->
                        later.handedOut && later.outcome != Outcomes.Outcome.REJECTED && replaces(later, code));
    }

    /** One mailbox serves many senders. */
    private static boolean replaces(Code later, Code code) {
        return code.message.sender() != null
                && later.message.mailbox() == code.message.mailbox()
                && code.message.sender().equals(later.message.sender())
                && later.message.receivedAt().isAfter(code.message.receivedAt());
    }

    /** Closer scope first. */
    private static int rank(Code code) {
        RunScope scope = code.message.scope();
        return scope.workflowRunId() != null ? 0 : scope.taskId() != null ? 1 : scope.workflowId() != null ? 2 : 3;
    }

    /** A message whose sender is known came by a channel, whose provider names it. */
    private boolean isRepeat(Message message) {
        return codes.values().stream()
                .anyMatch(code -> isSameText(code, message)
                        && (code.holder != null || !code.message.receivedAt().isBefore(message.receivedAt())));
    }

    private static boolean isSameText(Code code, Message message) {
        return !code.repeat
                && code.message.sender() == null
                && message.sender() == null
                && code.message.mailbox() == message.mailbox()
                && code.message.text().equals(message.text())
                && Duration.between(code.message.receivedAt(), message.receivedAt())
                                .abs()
                                .compareTo(SAME_TEXT)
                        <= 0;
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
