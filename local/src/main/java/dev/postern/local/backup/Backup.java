package dev.postern.local.backup;

import dev.postern.local.process.RunFolder;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern backup}: copies a data folder that is not in use. */
@Command(
        name = "./postern backup",
        description = {
            "Copies everything of a stopped Postern into a folder: both databases, Kafka's records, the keys and what waits to"
                    + " be sent. Stop it with ./postern down before. docs/backup.md says more.",
            "Whoever has the copy has the keys too, and can read every secret. Keep it where nobody else can read it."
        },
        footer = {"", "Example: ./postern backup /backups/postern-monday"})
public final class Backup implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "an empty folder, or one that does not exist yet")
    private Path folder;

    /** Takes the data folder and the folder of the copy. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Backup(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data)) {
            throw new VerbFailed("there is no data in " + data + " yet.");
        }
        if (folder.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new VerbFailed("the copy cannot lie inside the data folder.");
        }
        RunFolder runFolder = new RunFolder(data);
        if (!runFolder.own()) {
            throw new VerbFailed(
                    "Postern runs on " + data + ". Stop it with ./postern down, so that the copy is of one moment.");
        }
        try {
            int files = new Copy(folder).take(data);
            OUT.println("Copied " + files + " files of " + data + " into " + folder
                    + ". It holds the keys: keep it where nobody else can read it.");
            return 0;
        } finally {
            runFolder.leave();
        }
    }
}
