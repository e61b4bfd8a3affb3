package dev.postern.resolver.claim;

import static dev.postern.resolver.claim.ModelMatch.fits;
import static dev.postern.resolver.claim.ModelMatch.isFree;
import static dev.postern.resolver.claim.ModelMatch.isSameText;
import static dev.postern.resolver.claim.ModelMatch.lesson;
import static dev.postern.resolver.claim.ModelMatch.replaces;
import static dev.postern.resolver.claim.ModelMatch.site;
import static dev.postern.resolver.claim.ModelMatch.validUntil;

import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of the model that look at more than one code or request, and what there is. */
class ModelRules {
    private static final Duration LOOK_BACK = Duration.ofMinutes(2);
    static final Duration GRACE = Duration.ofSeconds(15);
    static final Duration HESITATION = Duration.ofSeconds(10);
    private static final Duration HESITATION_OF_EARLY = Duration.ofSeconds(25);
    private static final Duration ASKED_BEFORE = Duration.ofMinutes(2);
    private static final Duration HAD_IT_BEFORE = Duration.ofSeconds(5);
    private static final Duration OLD = Duration.ofSeconds(5);
    private static final Duration WELL_AFTER = Duration.ofSeconds(5);
    private static final int LAST_MADE = 20;
    private static final int ENOUGH = 5;
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final Set<Status> HAD_NONE = EnumSet.of(Status.WAITING, Status.EXPIRED, Status.CANCELLED);

    final Map<String, ModelCode> codes = new LinkedHashMap<>();
    final Map<String, ModelRequest> requests = new LinkedHashMap<>();
    final Set<Integer> dead = new HashSet<>();
    final Set<String> served = new HashSet<>();
    Instant now = Instant.EPOCH;

    /** No answer carried the code, nobody said what became of it, and no other request of the run has it. */
    boolean isUnreadByItAlone(ModelRequest request) {
        return request.code.unread
                && request.code.outcome == null
                && request.code.isHeldBy(request)
                && requests.values().stream()
                        .noneMatch(other -> other != request
                                && other.code == request.code
                                && other.run().equals(request.run())
                                && other.status == Status.DELIVERED);
    }

    @Nullable Duration lateness(Claims.Mailbox mailbox) {
        List<Duration> ages = agesOfCodes(mailbox);
        return isMost(age -> age.compareTo(WELL_AFTER) > 0, ages) ? ages.get((9 * ages.size() + 9) / 10 - 1) : null;
    }

    /** How long a doubtful code is kept back from callers of the mailbox that do not say. */
    Duration hesitation(Claims.Mailbox mailbox) {
        return isMost(age -> !age.isPositive(), agesOfCodes(mailbox)) ? HESITATION_OF_EARLY : HESITATION;
    }

    private static boolean isMost(Predicate<Duration> of, List<Duration> ages) {
        return ages.size() >= ENOUGH && 10 * ages.stream().filter(of).count() >= 8L * ages.size();
    }

    /** How old their codes were when the last requests at the mailbox were made, youngest first. */
    private List<Duration> agesOfCodes(Claims.Mailbox mailbox) {
        List<ModelRequest> made = requests.values().stream()
                .filter(request -> request.ask.mailbox() == mailbox)
                .toList();
        return made.subList(Math.max(0, made.size() - LAST_MADE), made.size()).stream()
                .filter(request -> request.code != null && request.status != Status.REJECTED)
                .map(request -> Duration.between(request.code.message.receivedAt(), request.madeAt))
                .sorted()
                .toList();
    }

    /** The code came as long before the request as codes do before a late caller's. */
    static boolean isInItsTime(ModelRequest request, ModelCode code) {
        Duration age = Duration.between(code.message.receivedAt(), request.madeAt);
        return request.lateBy != null
                && age.compareTo(WELL_AFTER) > 0
                && age.compareTo(request.lateBy.plus(WELL_AFTER)) <= 0;
    }

    /** Connected to a replica that lives, or seen a short while ago. */
    boolean isThere(ModelRequest request) {
        return request.thereUntil.isAfter(now) && isHolderAlive(request);
    }

    boolean isHolderAlive(ModelRequest request) {
        return request.holder == null || !dead.contains(request.holder);
    }

    /** Its call is held by a replica that lives. */
    boolean isConnected(ModelRequest request) {
        return request.holder != null && isHolderAlive(request) && request.thereUntil.isAfter(now.plus(GRACE));
    }

    boolean hesitates(ModelRequest request) {
        return now.isBefore(request.hesitatesUntil);
    }

    /** When the hesitation of the request's run ends that is under way: its caller is there and has read no code. */
    Instant hesitatesUntil(ModelRequest asking) {
        return Stream.concat(Stream.of(asking.hesitatesUntil), hesitationsUnderWay(asking))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Stream<Instant> hesitationsUnderWay(ModelRequest asking) {
        return requests.values().stream()
                .filter(other -> other.run().equals(asking.run()) && other.ask.mailbox() == asking.ask.mailbox())
                .filter(other -> other.thereUntil.isAfter(now))
                .filter(other -> other.status == Status.WAITING
                        || (other.status == Status.DELIVERED
                                && other.code != null
                                && other.code.isHeldBy(other)
                                && other.code.unread))
                .map(other -> other.hesitatesUntil);
    }

    boolean isDoubtful(ModelRequest request, ModelCode code) {
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
    int siteRank(ModelRequest request, ModelCode code) {
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
    boolean isOfAnotherSite(ModelRequest request, ModelCode code) {
        return siteRank(request, code) == 2
                && code.message.sender() != null
                && served.stream().anyMatch(one -> one.startsWith(lesson(request, code, "")));
    }

    /** Its own code probably went to another run, and this one is of a login that has yet to ask. */
    boolean isOfLaterLogin(ModelRequest request, ModelCode code) {
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
    boolean isKept(ModelRequest request, ModelCode code) {
        Instant came = code.message.receivedAt();
        if (code.isHeldBy(request) || !came.plus(KEPT).isAfter(now)) {
            return false;
        }
        return isOfAnotherSite(request, code)
                || (isOfLaterLogin(request, code)
                        && came.plus(request.lateBy).plus(WELL_AFTER).isAfter(now));
    }

    boolean mayHave(ModelRequest request, ModelCode code) {
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

    /** A resend kills the older code of the same sender, unless a site refused the newer one. */
    boolean isResent(ModelCode code) {
        return codes.values().stream()
                .anyMatch(later ->
                        later.handedOut && later.outcome != Outcomes.Outcome.REJECTED && replaces(later, code));
    }

    /** A message whose sender is known came by a channel, whose provider names it. */
    boolean isRepeat(Claims.Message message) {
        return codes.values().stream()
                .anyMatch(code -> isSameText(code, message)
                        && (code.holder != null || !code.message.receivedAt().isBefore(message.receivedAt()))
                        && !(code.unread && anotherAskedBetween(code, message)));
    }

    /** A run that has not the older text waits, and asked between the two. */
    boolean anotherAskedBetween(ModelCode older, Claims.Message newer) {
        return requests.values().stream()
                .anyMatch(request -> request.ask.mailbox() == newer.mailbox()
                        && !older.isHeldBy(request)
                        && request.status == Status.WAITING
                        && isInTime(request)
                        && request.madeAt.isAfter(older.message.receivedAt())
                        && !request.madeAt.isAfter(newer.receivedAt()));
    }

    Instant since(ModelRequest request) {
        if (request.ask.receivedAfter() != null) {
            return request.ask.receivedAfter();
        }
        ModelRequest first = requests.values().stream()
                .filter(other -> other.run().equals(request.run()))
                .findFirst()
                .orElseThrow();
        return first.madeAt.minus(LOOK_BACK);
    }

    boolean isInTime(ModelRequest request) {
        return now.isBefore(request.madeAt.plus(request.ask.timeout()));
    }
}
