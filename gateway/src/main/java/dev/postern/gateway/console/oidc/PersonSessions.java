package dev.postern.gateway.console.oidc;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.ApiCalls;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.session.Session.KeyOrigin;
import dev.postern.gateway.console.session.Sessions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Begins the sessions of people whom the provider vouches for. */
@Singleton
final class PersonSessions {
    private final Sessions sessions;
    private final ApiCalls calls;
    private final Clock clock;

    PersonSessions(Sessions sessions, ApiCalls calls, Clock clock) {
        this.sessions = sessions;
        this.calls = calls;
        this.clock = clock;
    }

    /** Signs the person in, with a key of their own that ends with the session; the answer has the key's id. */
    Answer<String> begin(
            HttpServerRequest request, SignOn signOn, Person person, String organizationId, Collection<String> scopes) {
        Answer<PersonKeys> keys = keys(request, signOn);
        if (keys.trouble() != null) {
            return Answer.failed(keys.trouble());
        }
        Answer<PersonKeys.Made> made = keys.found()
                .make(person, organizationId, scopes, clock.instant().plus(sessions.length()));
        if (made.trouble() == null) {
            PersonKeys.Made key = made.found();
            sessions.begin(request, signOn.isSecure(), key.key(), key.holder(), KeyOrigin.MADE);
        }
        return made.map(key -> key.holder().apiKeyId());
    }

    /** The names of organisations by their ids; empty when they cannot be read. */
    Map<String, String> names(HttpServerRequest request, SignOn signOn) {
        Answer<PersonKeys> keys = keys(request, signOn);
        return keys.trouble() == null ? keys.found().names() : Map.of();
    }

    private Answer<PersonKeys> keys(HttpServerRequest request, SignOn signOn) {
        try {
            return Answer.given(new PersonKeys(calls.as(signOn.key(), request.localAddress())));
        } catch (IOException e) {
            return Answer.failed(new Trouble(Trouble.Kind.REFUSED, "its file cannot be read.", List.of()));
        }
    }
}
