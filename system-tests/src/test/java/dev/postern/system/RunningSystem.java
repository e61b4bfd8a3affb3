package dev.postern.system;

import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one system with three resolver replicas, and the collector of its traces, started once for all of them. */
public final class RunningSystem implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningSystem.class);

    /** Closes the system when the last test is over. A start that failed is not tried again for every test. */
    private record Held(
            @Nullable LocalSystem running,
            Collector collector,
            @Nullable RuntimeException failure) implements AutoCloseable {

        static Held started() {
            Collector collector = Collector.start();
            try {
                return new Held(start(collector), collector, null);
            } catch (RuntimeException e) {
                return new Held(null, collector, e);
            }
        }

        LocalSystem system() {
            if (running == null) {
                throw new IllegalStateException("The system did not start", failure);
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
            }
            collector.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalSystem.class || type == Collector.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Held held = context.getRoot().getStore(NAMESPACE).computeIfAbsent(Held.class, _ -> Held.started(), Held.class);
        return parameter.getParameter().getType() == Collector.class ? held.collector() : held.system();
    }

    private static LocalSystem start(Collector collector) {
        Ports ports = Ports.free();
        LocalOptions options = LocalOptions.of(Checkout.folder(), temporaryFolder(), ports)
                .withResolvers(3)
                .withHighLimits()
                // Of the pages on this machine, those of the gateway's management listener may call the API.
                .with(
                        Service.GATEWAY,
                        "POSTERN_GATEWAY_ALLOWED_ORIGINS",
                        "http://127.0.0.1:" + ports.gatewayManagement());
        for (Service service : Service.values()) {
            options = options.with(
                    service,
                    "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    collector.endpoint().toString());
        }
        // Users' servers and mailboxes are on this machine here.
        for (Service service : List.of(Service.TOTP_RESOLVER_SERVICE, Service.CODE_INGEST_SERVICE)) {
            options = options.with(service, "POSTERN_OUTBOUND_UNSAFE_ALLOWED_NETWORKS", "127.0.0.0/8");
        }
        return LocalSystem.start(options);
    }

    /** A data folder of its own below the module's build folder, so that a failed run can be looked at. */
    public static Path temporaryFolder() {
        try {
            Path target = Checkout.folder().resolve("system-tests/target/data");
            Files.createDirectories(target);
            return Files.createTempDirectory(target, "run-");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
