package dev.postern.system.command;

import dev.postern.command.PosternCommand;
import dev.postern.command.output.Console;
import dev.postern.system.Api;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Where one command runs, with nothing of this process's around it. */
final class Terminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    static Terminal at(Api postern) {
        Terminal terminal = new Terminal();
        terminal.environment.put("POSTERN_URL", postern.base().toString());
        terminal.environment.put("POSTERN_API_KEY", postern.key());
        return terminal;
    }

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Terminal without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Runs a command, and gives its exit code. */
    int run(String piped, String... arguments) {
        return PosternCommand.run(
                new Console(
                        Map.copyOf(environment),
                        new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
