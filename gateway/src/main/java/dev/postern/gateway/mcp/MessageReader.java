package dev.postern.gateway.mcp;

import dev.postern.gateway.body.Body;
import dev.postern.gateway.problem.GatewayProblem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** Reads a message for the tools, within the limits of bodies. Its memory is kept until the message is answered. */
final class MessageReader implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final Body.Limits limits;

    MessageReader(Vertx vertx, Body.Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext routing) {
        Body.read(
                routing.request(),
                vertx,
                limits,
                message -> passOn((RoutingContextInternal) routing, message),
                why -> refuse(routing, why));
    }

    /** The tools' own reader of bodies passes over one that was read. */
    private static void passOn(RoutingContextInternal routing, Body.Whole message) {
        if (routing.response().closed()) {
            message.done();
            return;
        }
        routing.addEndHandler(_ -> message.done());
        routing.visitHandler(RoutingContextInternal.BODY_HANDLER);
        routing.setBody(message.bytes());
        routing.next();
    }

    private static void refuse(RoutingContext routing, Body.Refusal why) {
        switch (why) {
            case TOO_LONG ->
                GatewayProblem.CONTENT_TOO_LARGE.answer(routing.request(), "A message has at most 64 KiB.");
            case TOO_SLOW ->
                GatewayProblem.REQUEST_TIMEOUT.answer(routing.request(), "The message did not come in time.");
            case NO_ROOM ->
                GatewayProblem.SERVICE_UNAVAILABLE.answer(
                        routing.request(), "Too many messages are being read right now.");
        }
    }
}
