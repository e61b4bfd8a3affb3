package dev.postern.local.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.verb.VerbFailed;

/**
 * What {@code GET /v1/audit/verification} found, in words.
 *
 * @param answer the last answer
 * @param rows how many rows all answers together looked at
 */
record Found(JsonNode answer, long rows) {

    /**
     * Whether nothing is wrong.
     *
     * @throws VerbFailed when it is not an answer of a verification
     */
    boolean isWhole() {
        return switch (state(answer)) {
            case "whole" -> true;
            case "broken" -> false;
            default -> throw new VerbFailed("The answer was none of a verification. Is POSTERN_URL a Postern's?");
        };
    }

    static boolean isUnfinished(JsonNode answer) {
        return state(answer).equals("unfinished");
    }

    /** The end of a sentence that begins with what was verified. */
    String sentence() {
        if (!isWhole()) {
            return "is broken. " + fault()
                    + (answer.path("last_seq").isNumber()
                            ? " It is whole up to row %d.".formatted(number("last_seq"))
                            : "");
        }
        if (!answer.path("first_seq").isNumber()) {
            return "is whole: it has no rows.";
        }
        return "is whole: %d rows, from row %d of %s to row %d. %s"
                .formatted(
                        rows,
                        number("first_seq"),
                        answer.path("first_at").asText("an unknown time"),
                        number("last_seq"),
                        signed());
    }

    private String signed() {
        return answer.path("signed_seq").isNumber()
                ? "Signed up to row %d at %s."
                        .formatted(
                                number("signed_seq"), answer.path("signed_at").asText())
                : "No row is signed yet, so a cut end would not be found.";
    }

    private String fault() {
        JsonNode fault = answer.path("fault");
        long seq = fault.path("seq").asLong();
        String id = fault.path("event_id").asText("");
        String row = "Row " + seq + (id.isEmpty() ? "" : " (" + id + ")");
        String kind = fault.path("kind").asText();
        return switch (kind) {
            case "altered" -> row + " was altered: its hash is not that of its content.";
            case "missing" -> row + " is missing, and later rows are there.";
            case "unlinked" -> row + " does not follow on the row before it: rows were reordered, put in or made anew.";
            case "replaced" -> row + " is not the row that was signed.";
            case "cut" -> row + " and all rows behind it were cut off.";
            case "false_beginning" -> "The rows up to " + seq + " were not deleted by retention.";
            default -> row + " is wrong: " + kind + ".";
        };
    }

    private long number(String field) {
        return answer.path(field).asLong();
    }

    private static String state(JsonNode answer) {
        return answer.path("state").asText();
    }
}
