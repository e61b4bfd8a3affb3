package dev.postern.command.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events (WHATWG HTML, "Server-sent events", "Interpreting an event stream"). */
final class EventStream {
    private final BufferedReader lines;

    /**
     * One event.
     *
     * @param id null where it has none
     * @param name {@code message} where it has none
     * @param data its lines, joined
     */
    record Event(@Nullable String id, String name, String data) {}

    EventStream(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next event; null at the end of the stream, also of one that breaks off inside an event. */
    @Nullable Event next() throws IOException {
        String id = null;
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (any) {
                    return new Event(id, name, data.toString());
                }
                continue;
            }
            String[] parts = line.split(":", 2);
            String value = parts.length < 2 ? "" : parts[1].startsWith(" ") ? parts[1].substring(1) : parts[1];
            if (parts[0].equals("id")) {
                id = value;
                any = true;
            } else if (parts[0].equals("event")) {
                name = value;
                any = true;
            } else if (parts[0].equals("data")) {
                data.append(data.isEmpty() ? "" : "\n").append(value);
                any = true;
            }
        }
        return null;
    }
}
