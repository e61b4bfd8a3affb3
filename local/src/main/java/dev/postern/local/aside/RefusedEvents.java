package dev.postern.local.aside;

import dev.postern.local.aside.RefusedRows.Refused;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./postern outbox}: the events that the broker refuses for good. */
@Command(
        name = "./postern outbox",
        description = "Shows the events that the broker refused for good, sends them again or drops them.",
        sortOptions = false,
        sortSynopsis = false,
        footer = {
            "",
            "Without --jdbc-url it works on the system that runs here. A service publishes what is sent again",
            "within a second, behind all later events. So 'resend all' leaves out events of compacted topics,",
            "which tell how a key, a channel or a credential is now: change that thing again instead.",
            "",
            "Example: ./postern outbox resend codes-12"
        })
public final class RefusedEvents implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "the database of a service elsewhere")
    private @Nullable String jdbcUrl;

    @Option(names = "--user", paramLabel = "NAME", description = "its role; postgres unless said otherwise")
    private String user = "postgres";

    @Option(names = "--password-file", paramLabel = "FILE", description = "the file that holds the role's password")
    private @Nullable Path passwordFile;

    RefusedEvents(PrintStream out) {
        this.out = out;
    }

    /** Takes the data folder, then what a person wrote. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new RefusedEvents(System.out), arguments));
    }

    @Override
    public Integer call() throws SQLException {
        chosen.demand("events, by the ids of ./postern outbox list");
        int found = 0;
        for (OutboxStore store : stores()) {
            try (Connection connection = store.connect()) {
                found += act(store.name(), new RefusedRows(connection));
            }
        }
        return chosen.end(found, out, "No event was refused.", "There is no such event.");
    }

    private List<OutboxStore> stores() {
        if (jdbcUrl == null) {
            return OutboxStore.local(chosen.data());
        }
        if (passwordFile == null) {
            throw new VerbFailed("--jdbc-url needs --password-file.");
        }
        return List.of(OutboxStore.at(jdbcUrl, user, passwordFile));
    }

    private int act(String store, RefusedRows rows) throws SQLException {
        int found = 0;
        for (Refused row : rows.all()) {
            String id = store + "-" + row.id();
            if (chosen.means(id)) {
                found++;
                act(id, row, rows);
            }
        }
        return found;
    }

    private void act(String id, Refused row, RefusedRows rows) throws SQLException {
        switch (chosen.action()) {
            case LIST -> out.println(line(id, row));
            case SHOW -> show(id, row, rows.value(row.id()));
            case RESEND -> {
                if (row.isState() && !chosen.names(id)) {
                    out.println(id + " left: its topic is compacted; name its id to send it all the same");
                } else if (rows.resend(row.id())) {
                    out.println(id + " sent again");
                }
            }
            case DROP -> {
                if (rows.drop(row.id())) {
                    out.println(id + " dropped");
                }
            }
        }
    }

    private static String line(String id, Refused row) {
        return String.join(
                "  ",
                id,
                row.refusedAt().toString(),
                MaskedEvent.plain(row.reason()),
                MaskedEvent.plain(row.topic()),
                MaskedEvent.plain(row.type()),
                row.bytes() + " bytes");
    }

    private void show(String id, Refused row, Optional<byte[]> value) {
        out.println(line(id, row));
        out.println("    event: " + MaskedEvent.plain(row.eventId()));
        value.ifPresent(bytes -> MaskedEvent.of(bytes).forEach(member -> out.println("    " + member)));
    }
}
