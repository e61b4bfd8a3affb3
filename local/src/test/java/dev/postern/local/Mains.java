package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.process.PidFile;
import dev.postern.local.process.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The two mains as processes on a data folder of their own, beside a checkout whose services are fakes. */
final class Mains implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path data;
    private final List<Process> started = new ArrayList<>();
    private final Ports ports = Ports.free();

    Mains(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        FakeCheckout.in(folder.resolve("check out"));
    }

    Path data() {
        return data;
    }

    Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        new Leftovers(data).stop();
    }

    Process start(String main, String name, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.postern.local." + main));
        if (main.equals("Up")) {
            command.add(folder.resolve("check out").toString());
        }
        command.add(data.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        ports.named().forEach((port, number) -> builder.environment().put("POSTERN_" + port + "_PORT", "" + number));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    void awaitReady(Process up, String name) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> !up.isAlive())
                .until(() -> output(name).contains("Ctrl-C stops everything"));
    }

    void awaitTold(Process up, String name, String line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> !up.isAlive())
                .until(() -> output(name).contains(line));
    }

    /** It can then start nothing again. */
    static void suspend(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"), StandardCharsets.UTF_8);
    }

    /** The services that run, as they stand in the data folder. */
    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> processes = new ArrayList<>();
        if (!Files.isDirectory(data.resolve("run"))) {
            return processes;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.resolve("run"), "*.pid")) {
            for (Path file : files) {
                if (!file.endsWith("up.pid")) {
                    new PidFile(file).running().ifPresent(processes::add);
                }
            }
        }
        return processes;
    }

    /** There while the database server runs: its process may stay as a zombie where nobody collects those. */
    Path databaseMark() {
        return data.resolve("postgres/data/postmaster.pid");
    }
}
