package dev.postern.local.verb;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the picocli command behind a verb; the command is named as a person calls it, {@code ./postern tail}. */
public final class Verb {
    private static final String LAUNCHER = "./postern ";
    private static final int WIDTH = 100;

    private Verb() {}

    /**
     * Runs a command on this process's standard output and error.
     *
     * @return the exit code: the command's own; 1 when it fails, as it does while a database or a broker is away, 2 when its arguments cannot be used, each with a sentence
     *     on standard error
     */
    public static int run(Object command, String... arguments) {
        return run(command, System.out, System.err, arguments);
    }

    /** Like {@link #run(Object, String...)}; usage and errors go where they are told. */
    public static int run(Object command, PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = line(command);
        line.setOut(writer(out));
        line.setErr(writer(err));
        line.setParameterExceptionHandler((failure, _) -> refused(failure));
        line.setExecutionExceptionHandler((failure, failed, _) -> failed(failure, failed));
        return line.execute(arguments);
    }

    /** What {@code --help} prints: for a command and each of its subcommands, by names such as {@code bench-latency}. */
    public static Map<String, String> usages(Object command) {
        Map<String, String> usages = new TreeMap<>();
        addUsages(line(command), usages);
        return usages;
    }

    private static void addUsages(CommandLine line, Map<String, String> usages) {
        String name = line.getCommandSpec().qualifiedName("-");
        usages.put(name.substring(LAUNCHER.length()), line.getUsageMessage(Ansi.OFF));
        line.getSubcommands().values().forEach(subcommand -> addUsages(subcommand, usages));
    }

    private static CommandLine line(Object command) {
        CommandLine line = new CommandLine(command)
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true);
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .hidden(true)
                        .build());
        line.getSubcommands().values().forEach(Verb::addHelp);
    }

    private static int refused(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        String sentence = failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "'" + String.join(" ", unmatched.getUnmatched()) + "' means nothing here"
                : String.valueOf(failure.getMessage()).replaceAll("[.\\s]+$", "");
        line.getErr()
                .println("postern: " + sentence + ". See "
                        + line.getCommandSpec().qualifiedName() + " --help.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine line) {
        Optional<String> sentence =
                failure instanceof VerbFailed ? Optional.ofNullable(failure.getMessage()) : Trouble.sentence(failure);
        sentence.ifPresentOrElse(
                said -> line.getErr().println("postern: " + said), () -> failure.printStackTrace(line.getErr()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
