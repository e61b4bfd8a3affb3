package dev.postern.local.aside;

import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./postern spool}: the messages that were kept on disk and that the broker refused for good. */
@Command(
        name = "./postern spool",
        description = "Shows the kept messages that the broker refused for good, sends them again or drops them.",
        sortOptions = false,
        sortSynopsis = false,
        footer = {
            "",
            "Without --folder it works on the system that runs here. code-ingest-service sends within a second",
            "what is to be sent again, behind what it keeps for that address. What was sent twice is stored once.",
            "",
            "Example: ./postern spool resend all"
        })
public final class SpooledMessages implements Callable<Integer> {
    private static final String ENDING = ".json";

    private final PrintStream out;

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "POSTERN_INGEST_SPOOL_FOLDER of a service elsewhere, or its volume")
    private @Nullable Path folder;

    SpooledMessages(PrintStream out) {
        this.out = out;
    }

    /** Takes the data folder, then what a person wrote. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new SpooledMessages(System.out), arguments));
    }

    @Override
    public Integer call() {
        chosen.demand("messages, by the ids of ./postern spool list");
        Path spool = (folder == null ? chosen.data().resolve("ingest") : folder).resolve("spool");
        int found = 0;
        for (Path file : refused(spool.resolve("refused"))) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - ENDING.length());
            if (chosen.means(id)) {
                found++;
                act(id, file, spool.resolve("again"));
            }
        }
        return chosen.end(found, out, "No kept message was refused.", "There is no such message.");
    }

    private void act(String id, Path file, Path again) {
        try {
            switch (chosen.action()) {
                case LIST -> out.println(SpooledFile.read(file).line(id));
                case SHOW -> {
                    SpooledFile message = SpooledFile.read(file);
                    out.println(message.line(id));
                    message.members().forEach(member -> out.println("    " + member));
                }
                case RESEND -> {
                    Files.createDirectories(again);
                    Files.move(file, again.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                    out.println(id + " is sent again");
                }
                case DROP -> {
                    Files.deleteIfExists(file);
                    out.println(id + " dropped");
                }
            }
        } catch (IOException e) {
            throw new VerbFailed("the folder of the spool cannot be used; run this as the user of the service.");
        }
    }

    private static List<Path> refused(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new VerbFailed("the folder of the spool cannot be read; run this as the user of the service.");
        }
    }
}
