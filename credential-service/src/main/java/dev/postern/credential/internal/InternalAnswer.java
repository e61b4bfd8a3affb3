package dev.postern.credential.internal;

import dev.postern.platform.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A status with its body.
 *
 * @param status HTTP
 * @param body JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
record InternalAnswer(int status, byte[] body) {

    static InternalAnswer refusal(int status, String detail) {
        return of(status, refused(status, detail));
    }

    /** The refusal of a question that is wrong. */
    static InternalAnswer of(Problem problem) {
        JsonArray errors = new JsonArray();
        problem.errors()
                .forEach(error -> errors.add(new JsonObject()
                        .put("type", error.type())
                        .put("loc", new JsonArray(error.loc()))
                        .put("msg", error.msg())));
        int status = problem.type().status();
        return of(status, refused(status, problem.detail()).put("errors", errors));
    }

    private static JsonObject refused(int status, String detail) {
        return new JsonObject().put("status", status).put("detail", detail);
    }

    private static InternalAnswer of(int status, JsonObject body) {
        return new InternalAnswer(status, body.toBuffer().getBytes());
    }

    @Override
    public String toString() {
        return "InternalAnswer[" + status + "]";
    }
}
