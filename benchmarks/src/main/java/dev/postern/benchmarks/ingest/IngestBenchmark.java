package dev.postern.benchmarks.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.Machine;
import dev.postern.benchmarks.Measurement;
import dev.postern.benchmarks.ScratchFolder;
import dev.postern.benchmarks.latency.BarePath;
import dev.postern.benchmarks.latency.Ratio;
import dev.postern.events.Topic;
import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.Ports;
import dev.postern.local.verb.AboveZero;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Messages a second: pushed texts beside a bare endpoint that produces them, mails of 16 KiB by SMTP beside a mail server that throws
 * them away, and a steady rate that the resolver stores.
 */
@Command(
        name = "ingest",
        sortOptions = false,
        sortSynopsis = false,
        description =
                "Messages that are taken a second: texts and mails in ratio to bare counterparts, and stored ones.")
public final class IngestBenchmark extends Measurement {
    private static final String MOST_CONNECTIONS = "1000";
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m");
    /** Spelt as the property, since capitals do not show whether a channel's name has dashes or dots. */
    private static final Map<String, String> WITHOUT_EVENTS =
            Map.of("mp.messaging.incoming.codes-received.enabled", "false");

    private static final int WARM_UP_ROUNDS = 3;
    private static final double TEXTS_TARGET = 0.6;
    private static final double STORED_TARGET = 0.4;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "10",
            description = "rounds of each side; ${DEFAULT-VALUE} unless told otherwise")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "5",
            description = "length of a round; ${DEFAULT-VALUE} unless told otherwise")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = AboveZero.class,
            defaultValue = "32",
            description = "connections of each side, with one message on its way each; ${DEFAULT-VALUE} unless told"
                    + " otherwise")
    private int connections;

    @Option(
            names = "--sustained",
            paramLabel = "SECONDS",
            converter = AboveZero.class,
            defaultValue = "120",
            description = "how long the steady rate is kept; ${DEFAULT-VALUE} unless told otherwise")
    private int sustained;

    private final Messages messages = new Messages();
    private final Load load = new Load();

    @Override
    protected void measure(Path checkout) throws IOException, InterruptedException {
        out.println("Messages taken in a second");
        out.println(Machine.look(Clock.systemUTC()).line());
        out.printf(
                Locale.ROOT,
                "%d rounds of %d s after %d of warm-up, %d connections; services with %s%n",
                rounds,
                seconds,
                WARM_UP_ROUNDS,
                connections,
                String.join(" ", JVM_FLAGS));
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Posting posting = new Posting(http, messages);
            double bareRate;
            try (ScratchFolder data = ScratchFolder.make()) {
                bareRate = alone(checkout, data.path(), http, posting);
            }
            try (ScratchFolder data = ScratchFolder.make()) {
                stored(checkout, data.path(), posting, bareRate);
            }
        }
    }

    private LocalOptions options(Path checkout, Path data, Ports ports) {
        return LocalOptions.of(checkout, data, ports)
                .withJvmFlags(JVM_FLAGS)
                .withHighLimits()
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_LIMITS_STORED_BYTES_PER_DAY", Long.toString(1L << 50))
                // All connections come from this machine, for one organisation.
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_INGEST_SMTP_CONNECTIONS", MOST_CONNECTIONS)
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_INGEST_SMTP_CONNECTIONS_OF_ONE", MOST_CONNECTIONS)
                .with(Service.CODE_INGEST_SERVICE, "POSTERN_INGEST_SMTP_CONNECTIONS_OF_ORGANIZATION", MOST_CONNECTIONS);
    }

    /** The rate of the bare endpoint, the middle of its rounds. */
    private double alone(Path checkout, Path data, HttpClient http, Posting posting)
            throws IOException, InterruptedException {
        Ports ports = Ports.free();
        LocalOptions options = options(checkout, data, ports).withResolvers(1).withResolver(0, WITHOUT_EVENTS);
        try (LocalSystem postern = LocalSystem.start(options);
                BarePath bare = BarePath.start(checkout, data, JVM_FLAGS, postern, Topic.CODES_RECEIVED.partitions())) {
            out.println("\nPushed texts of 60 to 160 characters, ingest alone");
            List<Double> bareRates = compare(
                    Load.connections(connections, () -> posting.bare(bare.producer())),
                    Load.connections(
                            connections,
                            () -> posting.texts(postern.url(Service.CODE_INGEST_SERVICE), postern.apiKey())),
                    TEXTS_TARGET);
            mails(postern, ports, http);
            return bareRates.get(bareRates.size() / 2);
        }
    }

    private void mails(LocalSystem postern, Ports ports, HttpClient http) throws IOException, InterruptedException {
        makeChannel(postern, http);
        int free = Ports.free().ingestSmtp();
        try (BareMail _ = BareMail.start(free, JVM_FLAGS)) {
            out.println("\nMails of 16 KiB by SMTP, ingest alone");
            List<Sending> theirs = Load.connections(connections, () -> Mailing.to(free, messages));
            List<Sending> ours = Load.connections(connections, () -> Mailing.to(ports.ingestSmtp(), messages));
            var _ = compare(theirs, ours, 0);
        }
    }

    private static void makeChannel(LocalSystem postern, HttpClient http) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        postern.url(Service.CREDENTIAL_SERVICE).resolve("/v1/inbound-channels"))
                .header("x-api-key", postern.apiKey())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("name", "bench", "provider", "smtp", "settings", Map.of("addresses", "in.example")))))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new CannotMeasure("the channel was not made: " + status);
        }
    }

    /** The sorted rates of the bare side. */
    private List<Double> compare(List<Sending> bare, List<Sending> ours, double target) throws InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            var _ = load.run(bare, time);
            var _ = load.run(ours, time);
        }
        List<Double> bareRates = new ArrayList<>();
        double[] ratios = new double[rounds];
        out.println("round     bare/s  postern/s  ratio");
        for (int i = 0; i < rounds; i++) {
            boolean bareFirst = i % 2 == 0;
            double first = load.run(bareFirst ? bare : ours, time);
            double second = load.run(bareFirst ? ours : bare, time);
            double bareRate = bareFirst ? first : second;
            double ourRate = bareFirst ? second : first;
            bareRates.add(bareRate);
            ratios[i] = ourRate / bareRate;
            out.printf(Locale.ROOT, "%5d %10.0f %10.0f  %5.2f%n", i + 1, bareRate, ourRate, ratios[i]);
        }
        Ratio ratio = Ratio.of(ratios);
        out.printf(Locale.ROOT, "median %.2f  [%.2f, %.2f]", ratio.median(), ratio.low(), ratio.high());
        out.println(target == 0 ? "" : verdict(target, ratio.median() >= target));
        bareRates.sort(null);
        return bareRates;
    }

    /** A steady rate, nine texts for each HTML mail, while the resolver stores: does its lag stay where it is? */
    private void stored(Path checkout, Path data, Posting posting, double bareRate)
            throws IOException, InterruptedException {
        double rate = bareRate * STORED_TARGET;
        try (LocalSystem postern = LocalSystem.start(options(checkout, data, Ports.free()));
                Lag lag = new Lag(postern.kafka().bootstrapServers())) {
            List<Sending> all = Load.connections(
                    connections, () -> posting.mixed(postern.url(Service.CODE_INGEST_SERVICE), postern.apiKey()));
            var _ = load.run(all, Duration.ofSeconds(10), rate / 2);
            out.printf(Locale.ROOT, "%n%.0f messages a second, stored: 90 %% texts, 10 %% HTML of 16 KiB%n", rate);
            CompletableFuture<Double> reached = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    reached.complete(load.run(all, Duration.ofSeconds(sustained), rate));
                } catch (InterruptedException | RuntimeException e) {
                    reached.completeExceptionally(e);
                }
            });
            List<Long> lags = new ArrayList<>();
            while (!reached.isDone()) {
                Thread.sleep(LOOK_EVERY);
                lags.add(lag.now());
            }
            tell(rate, reached.get(), lags);
        } catch (ExecutionException e) {
            throw new CannotMeasure("nothing was measured: " + e.getCause());
        }
    }

    /** Flat: at the end no more than a second's messages above the beginning. */
    private void tell(double rate, double reached, List<Long> lags) {
        boolean flat = lags.getLast() - lags.getFirst() <= rate;
        out.println("lag every ten seconds: " + lags);
        out.printf(
                Locale.ROOT,
                "%.0f a second were taken; the lag %s%s%n",
                reached,
                flat ? "stayed" : "grew",
                verdict(STORED_TARGET, flat && reached >= 0.99 * rate));
    }

    private static String verdict(double target, boolean isReached) {
        return String.format(
                Locale.ROOT, "   target at least %.1f of bare: %s", target, isReached ? "reached" : "missed");
    }
}
