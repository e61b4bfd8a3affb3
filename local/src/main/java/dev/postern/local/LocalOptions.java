package dev.postern.local;

import dev.postern.local.process.Ports;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a local system is started.
 *
 * @param checkout the project's folder, built
 * @param data where everything is kept
 * @param ports where it listens; further resolver replicas take free ones
 * @param resolvers how many replicas of totp-resolver-service; the gateway knows the first
 * @param environment more settings of single services
 * @param replicaEnvironment more settings of single replicas of the resolver, counted from 0
 * @param jvmFlags of every service
 * @param progress is told each step, for a person
 */
public record LocalOptions(
        Path checkout,
        Path data,
        Ports ports,
        int resolvers,
        Map<Service, Map<String, String>> environment,
        Map<Integer, Map<String, String>> replicaEnvironment,
        List<String> jvmFlags,
        Consumer<String> progress) {
    /** For a quick start on a small machine: the first compiler tier and the serial collector halve the CPU time. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto");

    public LocalOptions {
        Map<Service, Map<String, String>> copy = new EnumMap<>(Service.class);
        environment.forEach((service, settings) -> copy.put(service, Map.copyOf(settings)));
        environment = Map.copyOf(copy);
        replicaEnvironment = Map.copyOf(replicaEnvironment);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** One of each service on these ports, started quickly and quietly. */
    public static LocalOptions of(Path checkout, Path data, Ports ports) {
        return new LocalOptions(checkout, data, ports, 1, Map.of(), Map.of(), QUICK, step -> {});
    }

    /** So many replicas of the resolver. */
    public LocalOptions withResolvers(int replicas) {
        return new LocalOptions(checkout, data, ports, replicas, environment, replicaEnvironment, jvmFlags, progress);
    }

    /** These settings for one replica of the resolver, counted from 0. */
    public LocalOptions withResolver(int replica, Map<String, String> settings) {
        Map<Integer, Map<String, String>> more = new HashMap<>(replicaEnvironment);
        more.put(replica, Map.copyOf(settings));
        return new LocalOptions(checkout, data, ports, resolvers, environment, more, jvmFlags, progress);
    }

    /** One more setting for one service. */
    public LocalOptions with(Service service, String variable, String value) {
        Map<Service, Map<String, String>> more = new HashMap<>(environment);
        Map<String, String> settings = new HashMap<>(more.getOrDefault(service, Map.of()));
        settings.put(variable, value);
        more.put(service, settings);
        return new LocalOptions(checkout, data, ports, resolvers, more, replicaEnvironment, jvmFlags, progress);
    }

    /** One organisation, and one key, may ask as often as it can: for measurements and tests in which one key is all there is. */
    public LocalOptions withHighLimits() {
        LocalOptions options = this;
        for (Service service :
                List.of(Service.CREDENTIAL_SERVICE, Service.CODE_INGEST_SERVICE, Service.TOTP_RESOLVER_SERVICE)) {
            options = options.with(service, "POSTERN_LIMITS_REQUESTS_PER_MINUTE", "1000000")
                    .with(service, "POSTERN_LIMITS_BURST", "200000")
                    .with(service, "POSTERN_LIMITS_REQUESTS_AT_ONCE", "200000");
        }
        return options;
    }

    /** These flags instead of those for a quick start. */
    public LocalOptions withJvmFlags(List<String> flags) {
        return new LocalOptions(checkout, data, ports, resolvers, environment, replicaEnvironment, flags, progress);
    }

    /** Tells each step. */
    public LocalOptions withProgress(Consumer<String> listener) {
        return new LocalOptions(checkout, data, ports, resolvers, environment, replicaEnvironment, jvmFlags, listener);
    }
}
