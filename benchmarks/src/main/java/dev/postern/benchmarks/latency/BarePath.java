package dev.postern.benchmarks.latency;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.LocalSystem;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.Ports;
import dev.postern.local.process.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The two processes of the bare path, on the broker and the database server of a running Postern. */
public final class BarePath implements AutoCloseable {
    private static final String TOPIC = "bare-path";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 10;
    private static final long LOOK_AGAIN_MS = 100;

    private final Path jar;
    private final Path logs;
    private final List<String> jvmFlags;
    private final Map<String, String> settings;
    private final List<Process> processes = new ArrayList<>();
    private final int producerPort;
    private final int waiterPort;

    private BarePath(Path checkout, Path data, List<String> jvmFlags, LocalSystem system) {
        this.jar = checkout.resolve("benchmarks/bare-path/target/quarkus-app/quarkus-run.jar");
        this.logs = data.resolve("logs");
        this.jvmFlags = jvmFlags;
        LocalPostgres.Database database = system.database("bare_path");
        this.settings = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", system.kafka().bootstrapServers(),
                "BARE_PATH_TOPIC", TOPIC,
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password());
        Ports free = Ports.free();
        this.producerPort = free.ingest();
        this.waiterPort = free.resolver();
    }

    /** Starts both and returns when they are ready. */
    public static BarePath start(Path checkout, Path data, List<String> jvmFlags, LocalSystem system, int partitions)
            throws IOException, InterruptedException {
        BarePath path = new BarePath(checkout, data, jvmFlags, system);
        if (!Files.exists(path.jar)) {
            throw new CannotMeasure("the bare path is not built. Run ./postern bench, which builds it.");
        }
        createTopic(system, partitions);
        try {
            path.launch("bare-producer", path.producerPort, "false");
            path.launch("bare-waiter", path.waiterPort, "true");
            path.awaitReady(path.producer());
            path.awaitReady(path.waiter());
            return path;
        } catch (IOException | InterruptedException | RuntimeException e) {
            path.close();
            throw e;
        }
    }

    /** Where a record is produced. */
    public URI producer() {
        return URI.create("http://127.0.0.1:" + producerPort);
    }

    URI waiter() {
        return URI.create("http://127.0.0.1:" + waiterPort);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void createTopic(LocalSystem system, int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new CannotMeasure("the topic of the bare path cannot be made: " + e.getCause());
        }
    }

    private void launch(String name, int port, String consumes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ServiceProcess.ENDS_WITHOUT_MEMORY);
        command.addAll(jvmFlags);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(logs.resolve(name + ".log").toFile());
        builder.environment().putAll(settings);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("BARE_PATH_CONSUMES", consumes);
        Process process = builder.start();
        processes.add(process);
        // However this program ends, they end with it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-" + name));
    }

    private void awaitReady(URI address) throws InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        HttpRequest ready = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                .timeout(STARTUP)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http, ready)) {
                if (System.nanoTime() > deadline || !processes.stream().allMatch(Process::isAlive)) {
                    throw new CannotMeasure("the bare path does not start; its logs are in " + logs);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    private static boolean isReady(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
