package dev.postern.ingest.webhook;

import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reply;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adapters of all providers. */
@Singleton
class Adapters {
    private final Map<String, ProviderAdapter> byProvider;

    Adapters(@All List<ProviderAdapter> adapters) {
        this.byProvider = adapters.stream().collect(Collectors.toMap(ProviderAdapter::provider, Function.identity()));
    }

    /**
     * The adapter of a provider that uses the method.
     *
     * @throws Problem 404 when there is none
     */
    ProviderAdapter find(String provider, String method) {
        ProviderAdapter adapter = byProvider.get(provider);
        if (adapter == null || !adapter.uses(method)) {
            throw Problem.of(ProblemType.NOT_FOUND, "No provider of this name posts here by this method");
        }
        return adapter;
    }

    /** The adapter of a provider; empty for one that does not post. */
    Optional<ProviderAdapter> named(String provider) {
        return Optional.ofNullable(byProvider.get(provider));
    }

    /** The answer to an outcome, in the provider's form. */
    static Response response(ProviderAdapter adapter, Outcome outcome) {
        return response(adapter, outcome, Problem.RETRY_AFTER);
    }

    /**
     * The answer to an outcome, in the provider's form.
     *
     * @param wait how long the provider should wait if it is to send the post again
     */
    static Response response(ProviderAdapter adapter, Outcome outcome, Duration wait) {
        Reply reply = adapter.reply(outcome);
        Response.ResponseBuilder response =
                Response.status(reply.status()).type(reply.contentType()).entity(reply.body());
        if (outcome.wantsAnother()) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
        }
        return response.build();
    }
}
