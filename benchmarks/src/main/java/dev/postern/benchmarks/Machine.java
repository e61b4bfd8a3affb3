package dev.postern.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a result depends on besides the code.
 *
 * @param measuredAt when the measurement began
 * @param cores that the JVM may use
 * @param processor as the operating system names it, or "unknown"
 * @param memoryMib of the machine; 0 when unknown
 * @param loadAverage of the last minute before the measurement, the machine's other work included; negative when unknown
 * @param system name and version of the operating system
 * @param jvm name and version
 */
public record Machine(
        Instant measuredAt,
        int cores,
        String processor,
        long memoryMib,
        double loadAverage,
        String system,
        String jvm) {

    /** This machine now. */
    public static Machine look(Clock clock) {
        var facts = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                facts.getAvailableProcessors(),
                value("/proc/cpuinfo", "model name", "unknown"),
                Long.parseLong(value("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / 1024,
                facts.getSystemLoadAverage(),
                facts.getName() + " " + facts.getVersion() + " " + facts.getArch(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /** One line for a person. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores (%s), %d MiB, %s, %s, load before %.2f",
                measuredAt,
                cores,
                processor,
                memoryMib,
                system,
                jvm,
                loadAverage);
    }

    private static String value(String file, String name, String absent) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(absent);
        } catch (IOException e) {
            return absent;
        }
    }
}
