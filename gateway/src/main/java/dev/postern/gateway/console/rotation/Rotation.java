package dev.postern.gateway.console.rotation;

import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A rotation as the page shows it. Times are as the API writes them (RFC 3339).
 *
 * @param id its id
 * @param kind which key is replaced, as the API names it
 * @param organizationId whose data key; empty for all organisations and for keys of the installation
 * @param step how far it is, as the API names it
 * @param done how many rows, or wrapped keys, were done
 * @param total how many there were when it began
 * @param newKey the id of the key that comes into use; empty when it has no number
 * @param waitsUntil when it goes on; empty when it waits for no time
 * @param waitsFor the replicas and services that it waits for
 * @param startedBy the id of the API key that asked for it
 * @param startedAt when it began
 * @param finishedAt when the old keys were gone; empty before
 */
record Rotation(
        String id,
        String kind,
        String organizationId,
        String step,
        long done,
        long total,
        String newKey,
        String waitsUntil,
        List<String> waitsFor,
        String startedBy,
        String startedAt,
        String finishedAt) {

    Rotation {
        waitsFor = List.copyOf(waitsFor);
    }

    static Rotation of(JsonObject json) {
        return new Rotation(
                Texts.text(json, "rotation_id"),
                Texts.text(json, "kind"),
                Texts.text(json, "organization_id"),
                Texts.text(json, "step"),
                json.getLong("rows_done", 0L),
                json.getLong("rows_total", 0L),
                Texts.text(json, "new_key_id"),
                Texts.text(json, "waits_until"),
                Texts.texts(json, "waits_for_replicas"),
                Texts.text(json, "started_by"),
                Texts.text(json, "started_at"),
                Texts.text(json, "finished_at"));
    }

    /** Whether the old key is still needed, or still there. */
    public boolean goesOn() {
        return finishedAt.isEmpty();
    }

    /** The kind as people read it. */
    public String title() {
        return KeyKind.title(kind);
    }

    /** Whether another rotation of the kind may begin: a key that leaked cannot wait for the end of a retention. */
    boolean leavesRoom() {
        return !goesOn() || step.equals("retaining");
    }

    /** Whether it works through rows now, of which some are counted. */
    public boolean counts() {
        return total > 0 && (step.equals("encrypting") || step.equals("wrapping")) && !kind.equals("payload");
    }

    /** The done rows, no more than there were at the beginning: rows are added meanwhile. */
    public long shownDone() {
        return Math.min(done, total);
    }

    /** What happens in the step. */
    public String says() {
        return switch (step) {
            case "spreading" -> "Waits until every replica has the new key. The old key is still the one in use.";
            case "promoting" -> "Every replica has the new key. Waits until every replica uses it.";
            case "encrypting" ->
                switch (kind) {
                    case "payload" -> "What stays on the topics is published anew, sealed by the new key.";
                    case "index" -> "What stays on the topics is published anew, signed by the new key.";
                    default -> "The new key encrypts. What the old one encrypted is encrypted anew.";
                };
            case "wrapping" -> "The new key wraps. What the old one wrapped is wrapped anew.";
            case "settling" -> "Everything is under the new key. Requests that began before may need the old one.";
            case "destroying" -> "The old keys are being destroyed.";
            case "retaining" ->
                "The new key is in use. Waits until what the old one sealed or hashed was deleted everywhere.";
            case "removing" -> "Nothing needs the old key. Waits until no replica has it any more.";
            case "overtaken" -> "A later rotation began, and took the old keys of this one out too.";
            case "finished" -> "The old keys are gone.";
            default -> step;
        };
    }

    /** The colour of the badge. */
    public String tone() {
        return goesOn() ? "warn" : "good";
    }
}
