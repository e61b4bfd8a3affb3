package dev.postern.local.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.server.RunningServer;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ./postern verify-audit}: has a running Postern look at every row of the audits that the keys may read, and says in a sentence
 * for each what was found.
 */
@Command(
        name = "./postern verify-audit",
        description = {
            "Looks at every row of the audit, and names the first one that is altered, missing, out of order or cut"
                    + " off. Ends with 1 when there is one.",
            "Verifies what ./postern up runs: the organisation's audit, and that of the installation. With POSTERN_URL and"
                    + " POSTERN_API_KEY it verifies the audit that this key may read, elsewhere too."
        },
        footer = {"", "Example: ./postern verify-audit"})
public final class VerifyAudit implements Callable<Integer> {
    private static final String PATH = "/v1/audit/verification";
    private static final String OPERATOR_KEY = "POSTERN_OPERATOR_KEY";

    private final Map<String, String> environment;
    private final PrintStream out;

    /**
     * Reads where Postern is from {@code POSTERN_URL}, and the keys from {@code POSTERN_API_KEY} and, where the launcher sets it,
     * {@code POSTERN_OPERATOR_KEY}.
     */
    public VerifyAudit(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Ends the process: 0 when every audit is whole, 1 when one is broken, or with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new VerifyAudit(System.getenv(), System.out), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean isLocal = environment.containsKey(OPERATOR_KEY);
        boolean isWhole = tell(isLocal ? "The organisation's audit" : "The audit", "POSTERN_API_KEY");
        if (isLocal) {
            isWhole &= tell("The installation's audit", OPERATOR_KEY);
        }
        return isWhole ? 0 : 1;
    }

    /** Says what is found. Returns whether it is whole. */
    private boolean tell(String audit, String key) throws InterruptedException {
        String url = RunningServer.setting(environment, "POSTERN_URL");
        try (RunningServer server = new RunningServer(url, RunningServer.setting(environment, key))) {
            Found found = verify(server);
            out.println(audit + " " + found.sentence());
            return found.isWhole();
        }
    }

    private static Found verify(RunningServer server) throws InterruptedException {
        JsonNode answer = server.get(PATH);
        long rows = answer.path("rows").asLong();
        long after = 0;
        while (Found.isUnfinished(answer)) {
            long last = answer.path("last_seq").asLong();
            if (last <= after) {
                throw new VerbFailed("Postern got no further than row " + after + " in its time. Try again later.");
            }
            after = last;
            answer = server.get(PATH + "?after_seq=" + after);
            rows += answer.path("rows").asLong();
        }
        return new Found(answer, rows);
    }
}
