package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the model says of one code and one request alone, whatever else there is. */
final class ModelMatch {
    private static final Duration LIFESPAN = Duration.ofMinutes(10);
    private static final Duration SAME_TEXT = Duration.ofSeconds(15);

    private ModelMatch() {}

    static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf(' ') + 1));
    }

    static String lesson(ModelRequest request, ModelCode code, String site) {
        return request.ask.mailbox().organization + " " + code.message.sender() + " serves " + site;
    }

    /** The last two parts of a host's name. */
    static String site(String host) {
        String[] labels = host.split("\\.", -1);
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    static boolean isFree(ModelCode code) {
        return code.holder == null || code.outcome == Outcomes.Outcome.REJECTED;
    }

    static boolean fits(Claims.Ask ask, Claims.Message message) {
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

    static boolean isOpenTo(@Nullable String boundTo, @Nullable String asking) {
        return boundTo == null || boundTo.equals(asking);
    }

    static boolean isFrom(@Nullable String sender, String asked) {
        return sender != null && (sender.equals(asked) || sender.endsWith("@" + asked));
    }

    static boolean isOfSite(@Nullable String page, @Nullable String site) {
        return page == null
                || site == null
                || ("." + page).endsWith("." + site)
                || (page.contains(".") && ("." + site).endsWith("." + page));
    }

    /** One mailbox serves many senders. */
    static boolean replaces(ModelCode later, ModelCode code) {
        return code.message.sender() != null
                && later.message.mailbox() == code.message.mailbox()
                && code.message.sender().equals(later.message.sender())
                && later.message.receivedAt().isAfter(code.message.receivedAt());
    }

    /** Closer scope first. */
    static int rank(ModelCode code) {
        RunScope scope = code.message.scope();
        return scope.workflowRunId() != null ? 0 : scope.taskId() != null ? 1 : scope.workflowId() != null ? 2 : 3;
    }

    static boolean isSameText(ModelCode code, Claims.Message message) {
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

    static Instant validUntil(Claims.Message message) {
        Instant until = message.receivedAt().plus(LIFESPAN);
        for (Instant shorter : Stream.of(message.expiresAt(), message.statedUntil())
                .filter(time -> time != null)
                .toList()) {
            until = shorter.isBefore(until) ? shorter : until;
        }
        return until;
    }

    static OtpType given(ModelRequest request) {
        if (request.ask.wanted() != null) {
            return request.ask.wanted();
        }
        return request.code.message.hasCode() ? OtpType.TOTP : OtpType.MAGIC_LINK;
    }
}
