package dev.postern.resolver.claim;

import dev.postern.resolver.claim.Claims.Ask;
import dev.postern.resolver.claim.Claims.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes of steps what happens at a time and to whom, and keeps what was told. */
final class Story {
    static final Duration TICK = Duration.ofSeconds(20);
    private static final Duration HALF = TICK.dividedBy(2);
    /** A message came a second before what happens next: between two times that are compared lie four seconds at least. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final List<Message> messages = new ArrayList<>();
    private final List<Ask> asks = new ArrayList<>();
    private final StringBuilder told = new StringBuilder();
    private Instant now = Instant.EPOCH;
    private int replica;

    /** What happens, and answers what is heard of it. */
    interface Event {
        String on(Claims claims);
    }

    Event next(Step step) {
        told.append("\n  ").append(step);
        return switch (step) {
            case Step.Arrives arrives -> {
                Message message = message(arrives);
                yield claims -> claims.arrive(message);
            }
            case Step.ComesAgain(int back) -> ofEarlier(messages, back, message -> claims -> claims.arrive(message));
            case Step.SentAgain(int back, int age) ->
                ofEarlier(messages, back, message -> {
                    Message again = again(message, age);
                    return claims -> claims.arrive(again);
                });
            case Step.Asks asking -> {
                Ask ask = ask(asking);
                yield claims -> claims.ask(ask);
            }
            case Step.AsksAgain(int back) ->
                ofEarlier(asks, back, ask -> {
                    Ask again = made(ask);
                    return claims -> claims.ask(again);
                });
            case Step.Says(int back, Outcomes.Outcome outcome) ->
                ofEarlier(asks, back, ask -> claims -> claims.report(ask, outcome));
            case Step.Cancels(int back) -> ofEarlier(asks, back, ask -> claims -> claims.cancel(ask));
            case Step.GoesAway(int back) -> ofEarlier(asks, back, ask -> claims -> claims.abandon(ask));
            case Step.ComesBack(int back) -> ofEarlier(asks, back, ask -> claims -> claims.comeBack(ask));
            case Step.Breaks(int back) -> ofEarlier(asks, back, ask -> claims -> claims.breaks(ask));
            case Step.ReplicaDies() -> {
                int dead = replica++;
                yield claims -> claims.die(dead);
            }
            case Step.TimerLooks() -> Claims::look;
            case Step.TimePasses(int ticks) -> {
                now = now.plus(TICK.multipliedBy(ticks));
                yield claims -> claims.pass(TICK.multipliedBy(ticks));
            }
        };
    }

    void heard(String answer) {
        told.append(": ").append(answer);
    }

    @Override
    public String toString() {
        return "what happened:" + told + "\n";
    }

    private static <T> Event ofEarlier(List<T> earlier, int back, Function<T, Event> event) {
        return earlier.isEmpty()
                ? claims -> "nothing"
                : event.apply(earlier.get(earlier.size() - 1 - back % earlier.size()));
    }

    private Message message(Step.Arrives step) {
        Message message = new Message(
                nextCode(),
                step.mailbox(),
                step.carries() != Step.Carries.LINK,
                step.carries() != Step.Carries.CODE,
                step.scope(),
                step.sender(),
                step.site(),
                "text of " + nextCode(),
                received(step.age()),
                end(step.ends().byCaller()),
                end(step.ends().stated()));
        messages.add(message);
        return message;
    }

    private Message again(Message message, int age) {
        Message again = new Message(
                nextCode(),
                message.mailbox(),
                message.hasCode(),
                message.hasLink(),
                message.scope(),
                message.sender(),
                message.site(),
                message.text(),
                received(age),
                message.expiresAt(),
                message.statedUntil());
        messages.add(again);
        return again;
    }

    private String nextCode() {
        return "code " + (messages.size() + 1);
    }

    /** No two codes are equally old. */
    private Instant received(int age) {
        return now.minus(TICK.multipliedBy(age)).minus(ON_ITS_WAY).plusMillis(messages.size());
    }

    private @Nullable Instant end(@Nullable Integer ticks) {
        return ticks == null ? null : now.plus(TICK.multipliedBy(ticks)).plus(HALF);
    }

    private Ask ask(Step.Asks step) {
        Integer after = step.span().receivedAfter();
        return made(new Ask(
                "",
                step.mailbox(),
                step.scope(),
                step.permanentWorkflow(),
                step.wanted(),
                step.sender(),
                step.page(),
                after == null ? null : now.minus(TICK.multipliedBy(after)),
                TICK.multipliedBy(step.span().waits()).plus(HALF),
                step.key(),
                step.span().hesitation() == null
                        ? null
                        : TICK.multipliedBy(step.span().hesitation()),
                step.span().held() ? replica : null));
    }

    private Ask made(Ask ask) {
        Ask named = new Ask(
                "request " + (asks.size() + 1),
                ask.mailbox(),
                ask.scope(),
                ask.permanentWorkflow(),
                ask.wanted(),
                ask.sender(),
                ask.page(),
                ask.receivedAfter(),
                ask.timeout(),
                ask.key(),
                ask.hesitation(),
                ask.holder() == null ? null : replica);
        asks.add(named);
        return named;
    }
}
