package dev.postern.resolver.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.resolver.outbound.Outcome.Answered;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Outcome.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to an address, the proof is asked for the name. */
class CertificateTest {
    private static final String PASSWORD = "for-a-test";
    private static final AtomicReference<String> SERVER_NAME = new AtomicReference<>();

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static HttpServer server;
    private static PfxOptions certificate;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=codes.example",
                        "-ext",
                        "san=dns:codes.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        vertx = Vertx.vertx();
        certificate = new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate))
                .requestHandler(request -> {
                    SERVER_NAME.set(request.connection().indicatedServerName());
                    request.response().end("{}");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isTakenForTheNameThatWasAskedFor() {
        Outcome outcome = post(trusting(), "codes.example");

        assertThat(outcome).isInstanceOf(Answered.class);
        assertThat(SERVER_NAME.get()).isEqualTo("codes.example");
    }

    @Test
    void isRefusedForAnotherName() {
        assertThat(post(trusting(), "other.example")).isEqualTo(new Failed(Failure.TLS_FAILED, null));
        assertThat(post(trusting(), "127.0.0.1")).isEqualTo(new Failed(Failure.TLS_FAILED, null));
    }

    @Test
    void isRefusedWhenNobodyHereTrustsIt() {
        assertThat(post(new PinnedCalls(vertx), "codes.example")).isEqualTo(new Failed(Failure.TLS_FAILED, null));
    }

    private static PinnedCalls trusting() {
        return new PinnedCalls(vertx, new HttpClientOptions().setTrustOptions(certificate));
    }

    @SuppressWarnings("AddressSelection") // A literal has one address.
    private static Outcome post(PinnedCalls calls, String host) {
        Outbound outbound = new Outbound(List.of("127.0.0.1"), _ -> List.of(InetAddress.getByName("127.0.0.1")), calls);
        return outbound.post(
                Target.of("https://" + host + ":" + server.actualPort() + "/").orElseThrow(),
                Map.of(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(20),
                100);
    }
}
