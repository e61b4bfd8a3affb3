package dev.postern.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.local.server.RunningServer;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code ./postern replay [--apply]}: asks a running Postern to read its open messages with the extractor it has now, and prints
 * what is found differently. Without {@code --apply} nothing changes. Codes are printed masked.
 */
public final class Replay {
    private static final String ROUTE = "/v1/messages/replay";

    private final RunningServer server;
    private final boolean apply;
    private final PrintStream out;
    private int read;
    private int unreadable;
    private int found;
    private int applied;
    private int answered;

    private Replay(RunningServer server, boolean apply, PrintStream out) {
        this.server = server;
        this.apply = apply;
        this.out = out;
    }

    /** Ends the process: 0 with the difference on standard output, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            boolean apply = List.of(arguments).equals(List.of("--apply"));
            if (!apply && arguments.length > 0) {
                throw new VerbFailed("Usage: ./postern replay [--apply]");
            }
            String url = RunningServer.setting(environment, "POSTERN_URL");
            try (RunningServer server = new RunningServer(url, RunningServer.setting(environment, "POSTERN_API_KEY"))) {
                new Replay(server, apply, out).allPages();
            }
            return 0;
        } catch (VerbFailed e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted.");
            return 1;
        }
    }

    private void allPages() throws InterruptedException {
        String cursor = null;
        do {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("dry_run", !apply);
            if (cursor != null) {
                body.put("cursor", cursor);
            }
            JsonNode page = server.post(ROUTE, body);
            read += page.path("read").asInt();
            unreadable += page.path("unreadable").asInt();
            page.path("changes").forEach(this::print);
            cursor = page.path("next_cursor").textValue();
        } while (cursor != null);
        sum();
    }

    private void print(JsonNode change) {
        String before = change.path("reason_before").asText();
        String now = change.path("reason_now").textValue();
        boolean done = change.path("applied").asBoolean();
        if (now == null) {
            found++;
            applied += done ? 1 : 0;
            answered += change.path("answered").asInt();
            now = String.format(
                    Locale.ROOT,
                    "%s %s  %s %.2f",
                    change.path("otp_type").asText(),
                    change.path("code_masked").asText(),
                    change.at("/evidence/rule").asText(),
                    change.at("/evidence/confidence").asDouble());
        }
        out.printf(
                "%s  %s  %s  %s -> %s%s%n",
                change.path("totp_code_id").asText(),
                change.path("organization_id").asText(),
                change.path("received_at").asText(),
                before,
                now,
                apply && !done ? "  (not applied: settled in the meantime)" : "");
    }

    private void sum() {
        out.printf("%d open messages read, a code or link found in %d.%n", read, found);
        if (unreadable > 0) {
            out.printf("%d cannot be opened any more.%n", unreadable);
        }
        if (apply) {
            out.printf("%d received now, %d waiting logins answered.%n", applied, answered);
        } else if (found > 0) {
            out.println("Nothing was changed. ./postern replay --apply makes codes of them.");
        }
    }
}
