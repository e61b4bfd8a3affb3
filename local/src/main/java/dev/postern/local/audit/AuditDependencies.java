package dev.postern.local.audit;

import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./postern audit-dependencies}: lists the libraries that the packaged services ship, with their versions, and names
 * those with a known hole.
 */
@Command(
        name = "./postern audit-dependencies",
        description = {
            "Lists the libraries that the packaged services ship, and names those with a known hole.",
            "It asks no network: what is known stands in local/known-holes.txt, which says how to refresh it.",
            "Ends with 1 when a hole is found."
        },
        footer = {"", "Example: ./postern audit-dependencies --quiet"})
public final class AuditDependencies implements Callable<Integer> {
    private static final List<String> SERVICES =
            List.of("credential-service", "code-ingest-service", "totp-resolver-service", "gateway");

    @Option(
            names = "--holes",
            paramLabel = "FILE",
            description = "the known holes; local/known-holes.txt unless said otherwise")
    private Path holes = checkout().resolve("local/known-holes.txt");

    @Option(names = "--quiet", description = "prints holes only, not the whole list")
    private boolean quiet;

    @Parameters(
            arity = "0..*",
            paramLabel = "FOLDER",
            description =
                    "folders of libraries, such as an image's lib; those of the four services here unless said otherwise")
    private List<Path> folders = SERVICES.stream()
            .map(service -> checkout().resolve(service).resolve("target/quarkus-app/lib"))
            .toList();

    @Spec
    private CommandSpec spec;

    private static Path checkout() {
        return Path.of(System.getProperty("postern.checkout", ""));
    }

    /** Ends the process: 0 when no hole is known, 1 when one is, or with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new AuditDependencies(), arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Hole> known = known();
        SortedMap<Library, SortedSet<String>> shipped = shipped();
        if (!quiet) {
            shipped.forEach((library, where) ->
                    out.println(library.name() + " " + library.version() + "  " + String.join(" ", where)));
        }
        long found = 0;
        for (Map.Entry<Library, SortedSet<String>> library : shipped.entrySet()) {
            for (Hole hole : known) {
                if (hole.isIn(library.getKey())) {
                    found++;
                    out.println("HOLE " + hole.id() + " in " + library.getKey().name() + " "
                            + library.getKey().version() + " (" + String.join(" ", library.getValue()) + "): "
                            + hole.cure());
                }
            }
        }
        out.println(shipped.size() + " libraries, " + found + " known holes; the newest of " + known.size()
                + " entries is of "
                + known.stream()
                        .map(Hole::entered)
                        .max(Comparator.naturalOrder())
                        .map(LocalDate::toString)
                        .orElse("no day"));
        return found == 0 ? 0 : 1;
    }

    private List<Hole> known() {
        try {
            return Hole.in(holes);
        } catch (IOException e) {
            throw new VerbFailed("the known holes cannot be read from " + holes + ".");
        } catch (Hole.UnreadableHoles e) {
            throw new VerbFailed(holes + " cannot be understood, " + e.getMessage() + ".");
        }
    }

    /** The libraries, each with the names of the folders that hold it. */
    private SortedMap<Library, SortedSet<String>> shipped() {
        SortedMap<Library, SortedSet<String>> shipped = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> file.getFileName().toString())
                        .flatMap(name -> Library.of(name).stream())
                        .forEach(library -> shipped.computeIfAbsent(library, _ -> new TreeSet<>())
                                .add(nameOf(folder)));
            } catch (IOException e) {
                throw new VerbFailed("there are no libraries in " + folder + ". ./postern up builds the services.");
            }
        }
        return shipped;
    }

    /** The service of a folder in this checkout; any other folder as it is. */
    private static String nameOf(Path folder) {
        return SERVICES.stream()
                .filter(service -> folder.startsWith(checkout().resolve(service)))
                .findFirst()
                .orElse(folder.toString());
    }
}
