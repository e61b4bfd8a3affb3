package dev.postern.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The containers' health check, beside a service that says what the test wants. */
@Timeout(60)
class HealthScriptTest {
    @TempDir
    Path temporary;

    private HttpServer management;
    private Process service;
    private int live = 200;
    private int ready = 200;

    @BeforeEach
    void start() throws IOException {
        management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext("/q/health/live", exchange -> {
            exchange.sendResponseHeaders(live, -1);
            exchange.close();
        });
        management.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(ready, -1);
            exchange.close();
        });
        management.start();
        service = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void stop() {
        management.stop(0);
        service.destroyForcibly();
    }

    @Test
    void isGreenWhileTheServiceIsReady() throws Exception {
        assertThat(check()).isZero();
        ready = 503;
        assertThat(check()).isEqualTo(1);
        ready = 200;
        assertThat(check()).isZero();
        assertThat(service.isAlive()).isTrue();
    }

    @Test
    void endsAServiceThatSaysTwiceThatItCannotGoOn() throws Exception {
        // Given
        live = 503;
        // When
        int first = check();
        boolean aliveAfterOne = service.isAlive();
        int second = check();
        // Then
        assertThat(first).isEqualTo(1);
        assertThat(aliveAfterOne).isTrue();
        assertThat(second).isEqualTo(1);
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void forgetsOneBadAnswer() throws Exception {
        live = 503;
        check();
        live = 200;
        check();
        live = 503;
        check();
        assertThat(service.isAlive()).isTrue();
    }

    @Test
    void isRedWhereNothingListens() throws Exception {
        management.stop(0);
        assertThat(check()).isEqualTo(1);
        assertThat(service.isAlive()).isTrue();
    }

    private int check() throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                Checkout.folder().resolve("docker/healthy").toString(),
                Integer.toString(management.getAddress().getPort()),
                Long.toString(service.pid()));
        script.environment().put("TMPDIR", temporary.toString());
        return script.start().waitFor();
    }
}
