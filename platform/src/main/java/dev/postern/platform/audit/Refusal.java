package dev.postern.platform.audit;

import dev.postern.events.WireNamed;
import dev.postern.platform.access.KnownCaller;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/**
 * A request that policy refused to a key, a channel or an endpoint that is known.
 *
 * @param caller what was shown
 * @param reason why it was refused
 * @param action what the audit calls it
 * @param subject what was asked for: an id, or the thing in general
 */
record Refusal(KnownCaller caller, Reason reason, String action, String subject) {

    /** Why a request was refused. */
    enum Reason implements WireNamed {
        NOT_ALLOWED,
        LIMIT_REACHED,
        KEY_REVOKED,
        KEY_EXPIRED,
        ORGANIZATION_DISABLED,
        ORGANIZATION_DELETED
    }

    /** Empty when the request failed for another reason, such as a body that makes no sense. */
    static Optional<Refusal> of(
            int status, KnownCaller caller, AuditedRoute route, MultivaluedMap<String, String> pathParameters) {
        // The answer may be another than 403: a provider is told that there is no such address.
        return switch (caller.standing()) {
            case REVOKED -> opensNothing(caller, Reason.KEY_REVOKED, "revoked-key.used", route);
            case EXPIRED -> opensNothing(caller, Reason.KEY_EXPIRED, "expired-key.used", route);
            case ORGANIZATION_DISABLED ->
                opensNothing(caller, Reason.ORGANIZATION_DISABLED, "disabled-organization.used", route);
            case ORGANIZATION_DELETED ->
                opensNothing(caller, Reason.ORGANIZATION_DELETED, "deleted-organization.used", route);
            case IN_FORCE -> ofOneInForce(status, caller, route, pathParameters);
        };
    }

    /** Each of these keys leaves one row a minute, whatever it asks for, so nothing of its path is told. */
    private static Optional<Refusal> opensNothing(
            KnownCaller caller, Reason reason, String action, AuditedRoute route) {
        return Optional.of(new Refusal(caller, reason, action, route.thing()));
    }

    private static Optional<Refusal> ofOneInForce(
            int status, KnownCaller caller, AuditedRoute route, MultivaluedMap<String, String> pathParameters) {
        if (status == Status.TOO_MANY_REQUESTS.getStatusCode()) {
            return Optional.of(new Refusal(caller, Reason.LIMIT_REACHED, "limit.reached", route.thing()));
        }
        boolean refused = status == Status.FORBIDDEN.getStatusCode() || status == Status.UNAUTHORIZED.getStatusCode();
        return refused
                ? Optional.of(new Refusal(caller, Reason.NOT_ALLOWED, route.action(), route.subject(pathParameters)))
                : Optional.empty();
    }
}
