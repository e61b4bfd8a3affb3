package dev.postern.local.console;

import dev.postern.local.process.RunFolder;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./postern console}: prints a link that signs into the console of the running system. */
@Command(
        name = "./postern console",
        description =
                "Prints a link that opens the console of the running system, signed in with the local API key. It works once,"
                        + " within 15 minutes.",
        footer = {"", "Example: xdg-open \"$(./postern console)\""})
public final class OpenConsole implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Parameters(index = "0", hidden = true, description = "the data folder")
    private Path data;

    /** Takes the data folder. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new OpenConsole(), arguments));
    }

    @Override
    public Integer call() {
        String url = new RunFolder(data)
                .url()
                .orElseThrow(() -> new VerbFailed(
                        "Postern does not run on " + data + ". Start it with ./postern up, then try again."));
        OUT.println(SignInLink.make(data, URI.create(url)));
        return 0;
    }
}
