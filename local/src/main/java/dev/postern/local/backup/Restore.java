package dev.postern.local.backup;

import dev.postern.local.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern restore}: brings a copy back into an empty data folder. */
@Command(
        name = "./postern restore",
        description = {
            "Brings a copy that ./postern backup made back into the data folder, which must be empty or missing. Each file is"
                    + " checked before the first is copied.",
            "What happened after the back-up is lost. A code of an authenticator that may have been handed out since is not"
                    + " handed out again: logins get the one after it, a minute later at most. Counters leave out five codes."
                    + " docs/backup.md says more."
        },
        footer = {"", "Example: POSTERN_DATA=./data-again ./postern restore /backups/postern-monday"})
public final class Restore implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "what ./postern backup made")
    private Path folder;

    /** Takes the data folder and the folder of the copy. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Restore(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        int files = new Copy(folder).giveBack(data);
        RestoredAt.note(data, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        OUT.println("Restored " + files + " files into " + data + ". Start it with ./postern up.");
        return 0;
    }
}
