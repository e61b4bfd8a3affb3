package dev.postern.resolver.claim;

import static dev.postern.resolver.claim.ModelMatch.given;
import static dev.postern.resolver.claim.ModelMatch.isFree;
import static dev.postern.resolver.claim.ModelMatch.isSameText;
import static dev.postern.resolver.claim.ModelMatch.lesson;
import static dev.postern.resolver.claim.ModelMatch.number;
import static dev.postern.resolver.claim.ModelMatch.replaces;
import static dev.postern.resolver.claim.ModelMatch.site;

import dev.postern.resolver.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/rules.md ("Which code answers which request", "The second login gets the second code" and "Once") in
 * their simplest form: without a database or locks, one thing after the other.
 */
final class ModelClaims extends ModelRules implements Claims {
    private static final Duration POLLED_JUST_NOW = Duration.ofSeconds(10);
    private static final Duration KEY_HOLDS = Duration.ofHours(24);

    private final Set<ModelRequest> hesitating = new LinkedHashSet<>();

    @Override
    public String arrive(Message message) {
        ModelCode code = codes.get(message.id());
        if (code == null) {
            code = new ModelCode(message, isRepeat(message));
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
            ModelRequest same = withKey(ask);
            if (same != null) {
                return same.ask.body().equals(ask.body()) ? "joins " + same.ask.id() : "refused";
            }
        }
        ModelRequest request = new ModelRequest(ask, now, lateness(ask.mailbox()), hesitation(ask.mailbox()));
        request.hesitatesUntil = hesitatesUntil(request);
        requests.put(ask.id(), request);
        find(request, true);
        return "made " + ask.id();
    }

    @Override
    public String report(Ask asked, Outcomes.Outcome outcome) {
        ModelRequest request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        Status said = switch (outcome) {
            case ACCEPTED -> Status.ACCEPTED;
            case REJECTED -> Status.REJECTED;
            case RELEASED -> Status.CANCELLED;
        };
        if (request.status == said && request.code != null) {
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
    private List<ModelRequest> offerWithOlder(ModelCode refused) {
        List<ModelRequest> delivered = new ArrayList<>(offer(refused));
        codes.values().stream()
                .filter(code -> replaces(refused, code))
                .sorted(Comparator.comparing((ModelCode code) -> code.message.receivedAt())
                        .reversed())
                .forEach(code -> delivered.addAll(offer(code)));
        return delivered;
    }

    @Override
    public String cancel(Ask asked) {
        ModelRequest request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (request.status == Status.WAITING) {
            request.status = Status.CANCELLED;
        } else if (request.status == Status.DELIVERED && isUnreadByItAlone(request)) {
            request.status = Status.CANCELLED;
            return woken(giveBack(request));
        }
        return woken(List.of());
    }

    @Override
    public String abandon(Ask asked) {
        ModelRequest request = requests.get(asked.id());
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
        List<ModelRequest> hesitated = hesitating.stream()
                .sorted(Comparator.comparingInt(request -> number(request.ask.id())))
                .toList();
        hesitating.clear();
        List<ModelRequest> given =
                hesitated.stream().filter(request -> find(request, false)).toList();
        now = now.plus(time.minus(HESITATION));
        return woken(given);
    }

    @Override
    public String comeBack(Ask asked) {
        ModelRequest request = requests.get(asked.id());
        if (request == null) {
            return "unknown";
        }
        if (request.code != null && request.code.isHeldBy(request)) {
            request.code.unread = false;
        }
        Instant hesitatesUntil = request.hesitatesUntil;
        boolean hesitationOver = hesitatesUntil.isAfter(request.seenAt) && !hesitatesUntil.isAfter(now);
        if (request.status != Status.WAITING
                || (isThere(request) && request.thereUntil.isAfter(now.plus(POLLED_JUST_NOW)) && !hesitationOver)) {
            return woken(List.of());
        }
        Instant noted = isHolderAlive(request) ? request.thereUntil : request.seenAt;
        Instant byThisCall = now.plus(GRACE);
        request.thereUntil = noted.isAfter(byThisCall) ? noted : byThisCall;
        request.holder = isHolderAlive(request) ? request.holder : null;
        request.seenAt = now;
        return woken(find(request, true) ? List.of(request) : List.of());
    }

    @Override
    public String breaks(Ask asked) {
        ModelRequest request = requests.get(asked.id());
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
        List<ModelRequest> over = requests.values().stream()
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
                        + (code.unread ? ", unread" : "")
                        + (code.outcome == null
                                ? ""
                                : ", " + code.outcome.name().toLowerCase(Locale.ROOT))
                        + (code.repeat ? ", a repeat" : "")));
        return picture;
    }

    /** The oldest request that waits and may have it gets it, and with it what else waits of the same run. */
    private List<ModelRequest> offer(ModelCode code) {
        if (!isFree(code)) {
            return List.of();
        }
        List<ModelRequest> fitting = requests.values().stream()
                .filter(request -> mayHave(request, code))
                .toList();
        Optional<ModelRequest> best = fitting.stream()
                .filter(this::isThere)
                .filter(request -> !isDoubtful(request, code) || (!hesitates(request) && isConnected(request)))
                .min(Comparator.<ModelRequest>comparingInt(request -> siteRank(request, code))
                        .thenComparing(request -> !code.message.hasCode() && request.ask.wanted() == null));
        if (best.isEmpty()) {
            fitting.stream()
                    .filter(this::isConnected)
                    .filter(this::hesitates)
                    .filter(request -> isDoubtful(request, code))
                    .forEach(hesitating::add);
            return List.of();
        }
        List<ModelRequest> chosen = fitting.stream()
                .filter(request -> request.run().equals(best.get().run()))
                .toList();
        chosen.forEach(request -> handOut(code, request));
        code.unread = chosen.stream().noneMatch(this::isConnected);
        return chosen;
    }

    /** Whether the request, whose caller is there, gets a code now. What it hesitates over is noted. */
    private boolean find(ModelRequest request, boolean byItsCall) {
        if (!isThere(request)) {
            return false;
        }
        // What the run has already is one of those it may get: the better match goes before the newer code.
        Optional<ModelCode> best = codes.values().stream()
                .filter(code -> mayHave(request, code))
                .min(Comparator.comparingInt(ModelMatch::rank)
                        .thenComparingInt(code -> siteRank(request, code))
                        .thenComparing(code -> isDoubtful(request, code) || code.isHeldBy(request))
                        .thenComparing(
                                code -> isInItsTime(request, code) ? code.message.receivedAt() : null,
                                Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(code -> code.message.receivedAt(), Comparator.reverseOrder()));
        if (best.isEmpty()) {
            return false;
        }
        boolean hears = byItsCall || isConnected(request);
        if (isDoubtful(request, best.get()) && (hesitates(request) || !hears)) {
            if (hesitates(request) && isConnected(request)) {
                hesitating.add(request);
            }
            return false;
        }
        boolean hadIt = best.get().isHeldBy(request);
        handOut(best.get(), request);
        best.get().unread = (best.get().unread || !hadIt) && !hears;
        return true;
    }

    private void handOut(ModelCode code, ModelRequest request) {
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

    /** A run gives back only what it still has. */
    private List<ModelRequest> giveBack(ModelRequest request) {
        if (!request.code.isHeldBy(request) || request.code.outcome != null) {
            return List.of();
        }
        request.code.holder = null;
        request.code.unread = false;
        return offer(request.code);
    }

    private @Nullable ModelRequest withKey(Ask ask) {
        return requests.values().stream()
                .filter(request -> ask.key().equals(request.ask.key())
                        && request.ask.mailbox().organization.equals(ask.mailbox().organization)
                        && now.isBefore(request.madeAt.plus(KEY_HOLDS)))
                .findFirst()
                .orElse(null);
    }

    private static String woken(List<ModelRequest> requests) {
        return requests.isEmpty()
                ? "wakes nobody"
                : requests.stream()
                        .map(request -> request.ask.id())
                        .sorted()
                        .collect(Collectors.joining(" and ", "wakes ", ""));
    }
}
