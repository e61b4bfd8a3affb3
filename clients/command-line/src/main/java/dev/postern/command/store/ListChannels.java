package dev.postern.command.store;

import dev.postern.client.Postern;
import dev.postern.client.json.JsonObject;
import dev.postern.client.wire.Call;
import dev.postern.command.connection.ExitCode;
import dev.postern.command.connection.Verb;
import dev.postern.command.output.Console;
import dev.postern.command.output.Table;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code postern channels list}. */
@Command(
        name = "list",
        description = "Lists the channels, newest first.",
        footer = {"", "Example: postern channels list"})
public final class ListChannels extends Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public ListChannels(Console console) {
        super(console);
    }

    @Override
    protected ExitCode run(Postern postern) {
        Call call = Call.of("GET", "/v1/inbound-channels?page_size=500");
        List<JsonObject> channels =
                JsonObject.objects(postern.wire().checked(call, TIMEOUT).json());
        if (json()) {
            channels.forEach(console()::json);
            return ExitCode.DONE;
        }
        Table table = new Table("CHANNEL", "PROVIDER", "NAME", "MADE");
        channels.forEach(channel -> table.add(
                channel.text("channel_id"),
                AddChannel.title(channel, "provider_title"),
                channel.text("name"),
                channel.text("created_at")));
        table.print(console(), "there is no channel yet. Make one with: postern channels add");
        return ExitCode.DONE;
    }
}
