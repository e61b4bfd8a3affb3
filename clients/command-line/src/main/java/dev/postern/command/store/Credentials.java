package dev.postern.command.store;

import dev.postern.command.output.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern credentials}: what is kept of logins. */
@Command(name = "credentials", description = "Keeps credentials.", synopsisSubcommandLabel = "VERB")
public final class Credentials {
    private Credentials() {}

    /** The verb with its own verbs. */
    public static CommandLine line(Console console) {
        CommandLine line = new CommandLine(new Credentials());
        List.of(new AddCredential(console)).forEach(line::addSubcommand);
        return line;
    }
}
