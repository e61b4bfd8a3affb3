package dev.postern.command.store;

import dev.postern.command.output.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code postern channels}: the ways on which providers post messages. */
@Command(name = "channels", description = "Keeps channels, by which providers post.", synopsisSubcommandLabel = "VERB")
public final class Channels {
    private Channels() {}

    /** The verb with its own verbs. */
    public static CommandLine line(Console console) {
        return new CommandLine(new Channels())
                .addSubcommand(new AddChannel(console))
                .addSubcommand(new ListChannels(console));
    }
}
