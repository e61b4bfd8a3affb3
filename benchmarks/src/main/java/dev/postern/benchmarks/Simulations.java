package dev.postern.benchmarks;

import dev.postern.benchmarks.logins.SimulateLogins;
import dev.postern.local.verb.Verb;
import picocli.CommandLine.Command;

/** {@code ./postern simulate NAME}. The exit code is 0 when the story was played, whatever came out. */
@Command(
        name = "./postern simulate",
        description = "Plays stories against Postern's own statements, with a clock that jumps.",
        commandListHeading = "%nNAME is one of:%n",
        synopsisSubcommandLabel = "NAME",
        subcommands = SimulateLogins.class,
        footer = {
            "",
            "./postern simulate NAME --help lists its options.",
            "Example: ./postern simulate logins --logins 200"
        })
public final class Simulations {

    /** The name of the simulation, then its options. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new Simulations(), arguments));
    }
}
