package dev.postern.command.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A script for fish, which picocli does not write. */
final class FishCompletion {
    private final List<String> lines = new ArrayList<>();

    private FishCompletion() {}

    static String of(CommandLine root) {
        FishCompletion script = new FishCompletion();
        script.lines.add("complete -c postern -f");
        script.add(root, List.of());
        return String.join("\n", script.lines);
    }

    private void add(CommandLine command, List<String> path) {
        List<String> next = List.copyOf(command.getSubcommands().keySet());
        String seen =
                path.stream().map(verb -> "__fish_seen_subcommand_from " + verb).collect(Collectors.joining("; and "));
        String none = next.isEmpty() ? "" : "not __fish_seen_subcommand_from " + String.join(" ", next);
        String where = path.isEmpty() ? none : next.isEmpty() ? seen : seen + "; and " + none;
        command.getSubcommands()
                .forEach((verb, sub) -> lines.add("complete -c postern -n '" + where + "' -a " + verb + " -d "
                        + quoted(description(sub.getCommandSpec().usageMessage().description()))));
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                String name = option.longestName().replaceFirst("^--", "");
                String file =
                        option.arity().max() == 0 ? "" : option.paramLabel().equals("FILE") ? " -r -F" : " -x";
                lines.add("complete -c postern -n '" + where + "' -l " + name + file + " -d "
                        + quoted(description(option.description())));
            }
        }
        command.getSubcommands().forEach((verb, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(verb);
            add(sub, longer);
        });
    }

    private static String description(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
