package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.client.Login;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import dev.postern.client.wire.Interrupted;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Chromium;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients are built as packages, installed from the result, and replay their recorded behaviours against a real Postern; the one
 * for Java does so in this class, rather than in a third process. Their recipes for frameworks log in at a small site, in the Chromium
 * of the machine.
 */
@ExtendWith(RunningSystem.class)
class ClientsTest {
    private static final int TOOL_IS_MISSING = 77;
    private static final int AT_ONCE = 12;

    private static final Map<String, Process> TRIES = new TreeMap<>();
    private static final List<LoginSite> SITES = new ArrayList<>();

    /** Side by side, since they mostly wait. */
    @BeforeAll
    static void tryAll(LocalSystem system) throws IOException {
        for (String client : List.of("python", "typescript", "java")) {
            Api postern = Organizations.fresh(system);
            ProcessBuilder builder = new ProcessBuilder(
                            "bash",
                            Checkout.folder()
                                    .resolve("clients")
                                    .resolve(client)
                                    .resolve("try.sh")
                                    .toString(),
                            work(client).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output(client).toFile());
            builder.environment().put("POSTERN_URL", postern.base().toString());
            builder.environment().put("POSTERN_API_KEY", postern.key());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            LoginSite site = new LoginSite(postern, "site@example.com");
            SITES.add(site);
            Chromium.program()
                    .ifPresent(browser -> builder.environment()
                            .putAll(Map.of(
                                    "SITE", site.address().toString(),
                                    "SITE_USER", "site@example.com",
                                    "CHROMIUM", browser.toString())));
            TRIES.put(client, builder.start());
        }
    }

    @AfterAll
    static void stop() {
        TRIES.values().forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        SITES.forEach(LoginSite::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "typescript", "java"})
    void isBuiltAndInstalledAndTried(String client) throws Exception {
        // When
        Process process = TRIES.get(client);
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);

        // Then
        String said = Files.readString(output(client));
        assertThat(ended).as(said).isTrue();
        assumeThat(process.exitValue())
                .as("The client in " + client + " WAS NOT TRIED: "
                        + said.lines().reduce((_, last) -> last).orElse(""))
                .isNotEqualTo(TOOL_IS_MISSING);
        assertThat(process.exitValue()).as(said).isZero();
        said.lines().filter(line -> line.contains("NOT RUN")).forEach(System.out::println);
    }

    @Test
    void theOneForJavaReplaysEveryCase(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        List<Path> files = RecordedCase.files();
        assertThat(files).hasSizeGreaterThan(20);
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = recorder(logged);
        Logger logger = Logger.getLogger("dev.postern.client");
        logger.addHandler(handler);

        // When
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Void>> replays = files.stream()
                    .map(file -> CompletableFuture.runAsync(() -> RecordedCase.replay(file, postern), threads))
                    .toList();
            for (CompletableFuture<Void> replay : replays) {
                replay.handle((_, failure) -> failure == null || failures.add(failure))
                        .join();
            }
        } finally {
            logger.removeHandler(handler);
        }

        // Then
        assertThat(failures).isEmpty();
        assertThat(logged).isNotEmpty().noneMatch(line -> line.matches(".*(4819\\d\\d|case-|token=|pk_).*"));
    }

    @Test
    void anInterruptLeavesItsRequestToTheNextCall(LocalSystem system) throws Exception {
        // Given
        Api postern = Organizations.fresh(system);
        try (FaultProxy proxy = new FaultProxy(postern.base())) {
            Postern client = Postern.at(proxy.address().toString(), postern.key());
            String code;
            CompletableFuture<String> interrupted = new CompletableFuture<>();
            try (Login login = client.open(LoginOptions.identifier("user@example.com"))) {
                Thread waiting = Thread.ofVirtual().start(() -> {
                    try {
                        interrupted.complete(login.code());
                    } catch (Interrupted e) {
                        interrupted.completeExceptionally(e);
                    }
                });
                proxy.await("GET /v1/code-requests/{id}", 1);

                // When
                waiting.interrupt();
                waiting.join();
                client.push("user@example.com", "Your verification code is 481920.");
                code = login.code();
            }

            // Then
            assertThat(interrupted).isCompletedExceptionally();
            assertThat(code).isEqualTo("481920");
            assertThat(proxy.calls("POST /v1/code-requests")).isEqualTo(1);
        }
    }

    private static Handler recorder(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static Path work(String client) {
        return Checkout.folder().resolve("system-tests/target/clients").resolve(client);
    }

    private static Path output(String client) throws IOException {
        return Files.createDirectories(work(client)).resolve("try.log");
    }
}
