package dev.postern.benchmarks.neighbours;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link Flood} under way, in a process of its own. */
final class FloodProcess implements AutoCloseable {
    private final Process process;
    private final Writer input;

    private FloodProcess(Process process) {
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    static FloodProcess start(FloodPlan plan) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Flood.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        FloodProcess flood = new FloodProcess(process);
        // Keys are not arguments, which anybody on the machine could read.
        flood.input.write(plan.written() + "\n");
        flood.input.flush();
        return flood;
    }

    /** Ends it, and says how many answers each front got, by status. */
    String end() throws IOException {
        input.close();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(output.readLine());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
