package dev.postern.resolver.answering;

import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Counts posts by outcome: {@code postern_totp_url_answers_total}. */
@ApplicationScoped
class TotpUrlMetrics {
    private final MeterRegistry registry;

    TotpUrlMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(@Nullable Response response, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        registry.counter("postern.totp.url.answers", "outcome", outcome(response, cause))
                .increment();
    }

    private static String outcome(@Nullable Response response, @Nullable Throwable failure) {
        if (failure == null) {
            boolean none = response == null || VerificationCode.NONE_YET.equals(response.getEntity());
            return none ? "none_yet" : "answered";
        }
        if (!(failure instanceof Problem problem)) {
            return "unavailable";
        }
        return switch (problem.type()) {
            case FORBIDDEN -> "not_authentic";
            case TEMPORARILY_UNAVAILABLE -> "unavailable";
            default -> "refused";
        };
    }
}
