package dev.postern.system;

import dev.postern.local.LocalOptions;
import dev.postern.local.LocalSystem;
import dev.postern.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one system with two resolver replicas, started once for all of them. */
public final class RunningSystem implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningSystem.class);

    /** Closes the system when the last test is over. A start that failed is not tried again for every test. */
    private record Held(
            @Nullable LocalSystem running, @Nullable RuntimeException failure) implements AutoCloseable {

        static Held started() {
            try {
                return new Held(start(), null);
            } catch (RuntimeException e) {
                return new Held(null, e);
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
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Held.class, _ -> Held.started(), Held.class)
                .system();
    }

    private static LocalSystem start() {
        return LocalSystem.start(LocalOptions.of(Checkout.folder(), temporaryFolder(), Ports.free())
                .withResolvers(2));
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
