package dev.postern.command.output;

import dev.postern.client.json.Json;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it: the process's, or a test's.
 *
 * @param environment the variables
 * @param in what is piped in
 * @param out results alone
 * @param err what is said beside them
 */
public record Console(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {

    /** A line of the result. */
    public void print(String line) {
        out.println(line);
    }

    /** A value as one line of JSON. */
    public void json(@Nullable Object value) {
        out.println(Json.write(value));
    }

    /** A line for people beside the result. */
    public void say(String line) {
        err.println("postern: " + line);
    }
}
