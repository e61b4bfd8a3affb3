package dev.postern.gateway.console.audit;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param state {@code whole}, {@code broken} or {@code unfinished}
 * @param sentence for the person who asked
 * @param next where an unfinished one goes on; empty for nowhere
 */
record Found(String state, String sentence, String next) {

    /** The state as a badge says it. */
    public String word() {
        return state.equals("unfinished") ? "not done yet" : state;
    }

    /** The colour of the badge. */
    public String tone() {
        return switch (state) {
            case "whole" -> "good";
            case "unfinished" -> "warn";
            default -> "danger";
        };
    }

    static Found of(JsonObject json) {
        String state = json.getString("state", "");
        long rows = json.getLong("rows", 0L);
        @Nullable Long last = json.getLong("last_seq");
        return switch (state) {
            case "whole" ->
                new Found(
                        state,
                        "The audit is whole: " + (rows == 1 ? "its one row is" : "all " + rows + " rows are")
                                + " as written.",
                        "");
            case "unfinished" ->
                new Found(state, "Whole so far, up to row " + last + ". There are more rows.", String.valueOf(last));
            default -> new Found(state, broken(json.getJsonObject("fault", new JsonObject())), "");
        };
    }

    private static String broken(JsonObject fault) {
        String row = "row " + fault.getLong("seq", 0L);
        String what = switch (fault.getString("kind", "")) {
            case "altered" -> row + " was altered";
            case "missing" -> row + " is missing";
            case "unlinked" -> row + " does not follow on the row before it";
            case "replaced" -> row + " is not the one that was signed";
            case "cut" -> row + " and all behind it were cut off";
            default -> "its beginning, " + row + ", was not set by retention";
        };
        return "The audit is broken: " + what + ".";
    }
}
