package dev.postern.command;

import dev.postern.command.code.Codes;
import dev.postern.command.code.Push;
import dev.postern.command.code.Report;
import dev.postern.command.code.Tail;
import dev.postern.command.code.Wait;
import dev.postern.command.code.Waiting;
import dev.postern.command.completion.Completion;
import dev.postern.command.connection.ClientVersion;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Failure;
import dev.postern.command.doctor.Doctor;
import dev.postern.command.mcp.Mcp;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import dev.postern.command.store.Channels;
import dev.postern.command.store.Credentials;
import dev.postern.command.store.ImportFiles;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code postern}: what people do with a running server. */
@Command(
        name = "postern",
        description = "Uses a running Postern server.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = PosternCommand.Version.class,
        footer = {
            "",
            "POSTERN_URL and POSTERN_API_KEY say where the server is. postern VERB --help says more.",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 no code came, 4 nothing answers, 5 the key is refused."
        })
public final class PosternCommand {
    private static final int WIDTH = 100;

    private PosternCommand() {}

    /** Ends the process with the verb's exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(new Console(System.getenv(), System.in, out, err), arguments));
    }

    /** Runs a verb with what is around it. */
    public static int run(Console console, String... arguments) {
        CommandLine line = line(console);
        line.setOut(writer(console.out()));
        line.setErr(writer(console.err()));
        return line.execute(arguments);
    }

    /** The command with its verbs. */
    static CommandLine line(Console console) {
        CommandLine line = new CommandLine(new PosternCommand());
        line.addSubcommand(new Wait(console))
                .addSubcommand(new Report(console))
                .addSubcommand(new Push(console))
                .addSubcommand(new Codes(console))
                .addSubcommand(new Waiting(console))
                .addSubcommand(new Tail(console))
                .addSubcommand("credentials", Credentials.line(console))
                .addSubcommand("channels", Channels.line(console))
                .addSubcommand(new ImportFiles(console))
                .addSubcommand(new Doctor(console))
                .addSubcommand(new Completion(console))
                .addSubcommand(new Mcp(console));
        line.setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, given) -> refused(failure))
                .setExecutionExceptionHandler((failure, failed, result) -> failed(failure, failed));
        addHelp(line);
        line.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("prints the version")
                        .build());
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("prints this")
                        .build());
        line.getSubcommands().values().forEach(PosternCommand::addHelp);
    }

    private static int refused(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        String told = String.valueOf(failure.getMessage());
        String sentence = told.startsWith("Missing required subcommand")
                ? "say which verb: " + String.join(", ", line.getSubcommands().keySet())
                : meaningless(failure).orElse(told.replaceAll("[.\\s]+$", ""));
        line.getErr()
                .println("postern: " + sentence + ". See "
                        + line.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.WRONG_USE.number();
    }

    /** Of a word that the verb does not expect, a sentence in words of people. */
    private static Optional<String> meaningless(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? Optional.of("'" + Table.plain(String.join(" ", unmatched.getUnmatched())) + "' means nothing here")
                : Optional.empty();
    }

    private static int failed(Exception failure, CommandLine line) {
        Optional<Failure> known = Failure.of(failure);
        if (known.isEmpty()) {
            failure.printStackTrace(line.getErr());
            return ExitCode.FAILED.number();
        }
        line.getErr().println("postern: " + known.get().sentence());
        return known.get().exitCode().number();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"postern " + ClientVersion.text()};
        }
    }
}
