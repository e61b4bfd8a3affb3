package dev.postern.command.connection;

import dev.postern.client.Postern;
import dev.postern.command.output.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb that asks a server. */
public abstract class Verb implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final Connection connection = new Connection();

    protected Verb(Console console) {
        this.console = console;
    }

    /** Does the work, and says how the process ends. */
    protected abstract ExitCode run(Postern postern);

    @Override
    public final Integer call() {
        return run(connection.postern(console.environment())).number();
    }

    protected final Console console() {
        return console;
    }

    /** Whether the result is printed as JSON. */
    protected final boolean json() {
        return connection.json();
    }
}
