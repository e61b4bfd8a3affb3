package dev.postern.benchmarks.latency;

import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.events.Topic;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rounds of Postern, by each way to it, and of the bare path by turns, on the same broker and database server, with the same
 * JVM flags and the same client. Which is first changes with each round.
 */
@Command(
        name = "latency",
        sortOptions = false,
        sortSynopsis = false,
        description =
                "From a pushed text to the answer of the waiting login: direct, in ratio to the bare path; through"
                        + " the gateway and on another replica, in ratio to direct.")
public final class LatencyBenchmark extends Measurement {
    /** Both compiler tiers, unlike {@code ./postern up}: how a server runs. */
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m");

    /**
     * The second replica answers waiting requests, and leaves every code to the first. Spelt as the property, since
     * capitals do not show whether a channel's name has dashes or dots.
     */
    private static final Map<String, String> WITHOUT_EVENTS =
            Map.of("mp.messaging.incoming.codes-received.enabled", "false");

    private static final int WARM_UP_ROUNDS = 5;
    private static final long SEED = 20_260_101;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "20",
            description = "rounds of each side; ${DEFAULT-VALUE} unless told otherwise")
    private int rounds;

    @Option(
            names = "--size",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "1000",
            description = "messages of a round; ${DEFAULT-VALUE} unless told otherwise")
    private int size;

    @Option(names = "--json", paramLabel = "FILE", description = "keeps every time with the facts of the machine")
    private @Nullable Path json;

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        Machine machine = Machine.look(Clock.systemUTC());
        out.println("Starting Postern and the bare path");
        try (ScratchFolder data = ScratchFolder.make()) {
            LocalOptions system = LocalOptions.of(checkout, data.path(), Ports.free())
                    .withJvmFlags(JVM_FLAGS)
                    .withHighLimits()
                    .withResolvers(2)
                    .withResolver(1, WITHOUT_EVENTS);
            try (LocalSystem postern = LocalSystem.start(system);
                    BarePath bare = BarePath.start(
                            checkout, data.path(), JVM_FLAGS, postern, Topic.CODES_RECEIVED.partitions());
                    HttpClient http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(Duration.ofSeconds(5))
                            .build()) {
                measure(
                        machine,
                        http,
                        List.of(
                                new BareSide(bare),
                                PosternSide.direct(postern),
                                PosternSide.throughTheGateway(postern),
                                PosternSide.onAnotherReplica(postern)));
            }
        }
    }

    private void measure(Machine machine, HttpClient http, List<Side> sides) throws IOException, InterruptedException {
        Round round = new Round(http, new TextMessages(SEED));
        LatencyReport report = new LatencyReport(out, machine, JVM_FLAGS, sides);
        report.begin(rounds, size, WARM_UP_ROUNDS);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            for (Side side : sides) {
                var _ = round.run(side, size);
            }
        }
        for (int i = 0; i < rounds; i++) {
            Map<String, Times> times = new HashMap<>();
            for (int turn = 0; turn < sides.size(); turn++) {
                Side side = sides.get((i + turn) % sides.size());
                times.put(side.name(), round.run(side, size));
            }
            report.add(times);
        }
        report.end();
        if (json != null) {
            report.write(json);
        }
    }
}
