package dev.postern.credential.apikey;

import dev.postern.credential.published.Publication;
import dev.postern.events.Event;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Revokes a key as the query of a request says, and waits until that counts everywhere. */
@ApplicationScoped
public class AskedRevocation {
    private static final Choices<Boolean> TRUE_OR_FALSE = Choices.of(new Boolean[] {true, false}, String::valueOf);

    private final RevokeApiKey revokeApiKey;
    private final Publication publication;

    AskedRevocation(RevokeApiKey revokeApiKey, Publication publication) {
        this.revokeApiKey = revokeApiKey;
        this.publication = publication;
    }

    /**
     * Revokes a key of the actor's organisation, with what it made if the query's {@code revoke_made} says so.
     *
     * @throws Problem 404 for an unknown or a foreign id, 422 for a wrong query, 503 when the broker is out of reach
     */
    public void revoke(Caller actor, String apiKeyId, UriInfo uri) {
        QueryFields query = new QueryFields(uri.getQueryParameters());
        boolean withMade = Boolean.TRUE.equals(query.optionalChoice("revoke_made", TRUE_OR_FALSE));
        query.check();
        List<? extends Event> events = withMade
                ? revokeApiKey.revokeWithMade(actor, apiKeyId)
                : revokeApiKey.revoke(actor.organizationId(), apiKeyId, actor.apiKeyId()).stream()
                        .toList();
        if (events.isEmpty()) {
            throw unknown();
        }
        events.forEach(publication::await);
    }

    static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such API key");
    }
}
