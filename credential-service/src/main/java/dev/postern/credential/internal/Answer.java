package dev.postern.credential.internal;

import dev.postern.platform.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A status with its body.
 *
 * @param status HTTP
 * @param body the JSON
 */
record Answer(int status, JsonObject body) {

    static Answer refusal(int status, String detail) {
        return new Answer(status, new JsonObject().put("status", status).put("detail", detail));
    }

    /** The refusal of a question that is wrong. */
    static Answer of(Problem problem) {
        JsonArray errors = new JsonArray();
        problem.errors()
                .forEach(error -> errors.add(new JsonObject()
                        .put("type", error.type())
                        .put("loc", new JsonArray(error.loc()))
                        .put("msg", error.msg())));
        Answer refusal = refusal(problem.type().status(), problem.detail());
        refusal.body().put("errors", errors);
        return refusal;
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
