package dev.postern.command.completion;

import dev.postern.command.output.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern completion}: a script that completes verbs and options. */
@Command(
        name = "completion",
        description = "Prints a script that completes verbs and options in a shell.",
        footer = {
            "",
            "bash, zsh: source <(postern completion bash)",
            "fish:      postern completion fish > ~/.config/fish/completions/postern.fish"
        })
public final class Completion implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    public Completion(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        // The script for bash enables bash's completion in zsh, too.
        console.print(shell == Shell.FISH ? FishCompletion.of(root) : AutoComplete.bash("postern", root));
        return 0;
    }
}
