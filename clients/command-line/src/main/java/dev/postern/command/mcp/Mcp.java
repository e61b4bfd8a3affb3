package dev.postern.command.mcp;

import dev.postern.client.Postern;
import dev.postern.command.connection.CommandFailed;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * {@code postern mcp}: tools for a model, over standard input and output (Model Context Protocol, "stdio": a message is a line). Each
 * message goes to the server, which has the tools. A message that takes long holds up no other.
 */
@Command(
        name = "mcp",
        description = "Gives a model's client the tools of the server, over standard input and output.",
        footer = {"", "The model is told handles, and no codes. docs/mcp.md says how a client starts it."})
public final class Mcp extends Verb {
    private static final int MOST_AT_ONCE = 64;
    /** What was asked before the input ended is answered. */
    private static final int LAST_ANSWERS_SECONDS = 60;

    public Mcp(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        ExecutorService threads = Executors.newCachedThreadPool();
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        Messages messages = new Messages(postern.wire());
        // Not closed: standard input is the process's.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(console().in(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String message = line.strip();
                if (!message.isEmpty()) {
                    places.acquireUninterruptibly();
                    threads.execute(() -> pass(messages, message, places));
                }
            }
            threads.shutdown();
            threads.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "standard input cannot be read.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        return ExitCode.DONE;
    }

    private void pass(Messages messages, String message, Semaphore places) {
        try {
            String answer = messages.answer(message);
            if (!answer.isEmpty()) {
                synchronized (this) {
                    console().print(answer);
                }
            }
        } finally {
            places.release();
        }
    }
}
