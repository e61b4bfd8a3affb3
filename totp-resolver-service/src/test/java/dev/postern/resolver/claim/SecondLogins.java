package dev.postern.resolver.claim;

import dev.postern.events.RunScope;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Logins that fail, die and are tried again, against a real database. */
abstract class SecondLogins extends MatchingRules {

    private final String replica = UUID.randomUUID().toString();

    /** A request whose caller said nothing for so long that nobody counts as being there. */
    CodeRequest gone(String run) {
        CodeRequest request = ask(polling().run(run));
        pass(16);
        return request;
    }

    /** Five logins, each half a minute after its code, some minutes ago. */
    void callersAskLate() {
        for (int i = 0; i < 5; i++) {
            arrive(message().code("99999" + i).receivedAt(secondsAgo(30)));
            ask(request().run("wr_before_" + i));
        }
        pass(300);
    }

    /** Five logins, each of which asked before its code came, some minutes ago. */
    void callersAskFirst() {
        for (int i = 0; i < 5; i++) {
            ask(hesitating().run("wr_before_" + i));
            pass(3);
            arrive(message().code("99999" + i));
        }
        pass(300);
    }

    Instant secondsAgo(int seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    static RunScope run(String id) {
        return new RunScope(null, null, id);
    }

    /** One that hesitates as long as its organisation says, whose caller is connected. */
    RequestDraft hesitating() {
        lives(replica, 3600);
        return polling().heldBy(replica, Duration.ofMinutes(30));
    }

    /** One that hesitates as long as its organisation says, whose caller calls now and then. */
    RequestDraft polling() {
        return new RequestDraft(indexKey, ORG, address);
    }

    static List<CodeRequest> delivered(Outcomes.Result result) {
        return ((Outcomes.Result.Noted) result).delivered();
    }

    static @Nullable Doubt doubt(CodeRequest request) {
        return GivenCode.delivery(request) instanceof Delivery.Received received ? received.doubt() : null;
    }

    List<CodeRequest> answeredByTheTimer() {
        List<CodeRequest> answered = new ArrayList<>();
        database.overdue.answerMissed(answered::add);
        return answered;
    }
}
