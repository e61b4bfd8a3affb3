package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that bring no request, or far more bytes than its body has. */
class ConnectionGateTest {
    private static final int MOST = 40;
    private static final String REQUEST = "GET /v1/codes HTTP/1.1\r\nHost: a\r\n\r\n";

    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy(Map.of(
            "postern.gateway.client-connections-per-address", Integer.toString(MOST),
            "postern.gateway.head-time", "1s",
            "postern.gateway.rest-time", "1s"));

    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void endWhenTheirHeadDoesNotCome() throws IOException {
        // When
        Wire silent = connect();
        Wire half = connect().say("GET /v1/codes HTTP/1.1\r\nHost: a\r\nX-A: ");
        // Then
        silent.awaitClose();
        half.awaitClose();
    }

    @Test
    void endWhenTheyRestAfterAnAnswer() throws IOException {
        // Given
        PROXY.origins().totpResolver.plays(Origin.answering(Origin.OK));
        Wire client = connect().say(REQUEST);
        // When
        String answer = client.message();
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
        client.awaitClose();
    }

    @Test
    void stayAsLongAsTheirRequestIsHeld() throws IOException {
        // Given
        CompletableFuture<Void> others = new CompletableFuture<>();
        PROXY.origins().totpResolver.plays(wire -> {
            wire.head();
            others.join();
            wire.say(Origin.OK);
        });
        Wire held = connect().say(REQUEST);
        // When
        connect().awaitClose();
        connect().awaitClose();
        others.complete(null);
        // Then
        assertThat(held.message()).startsWith("HTTP/1.1 200");
    }

    @Test
    void giveWayToANewOneWhenTheirAddressHasAllItMay() throws IOException {
        // Given
        PROXY.origins().totpResolver.plays(Origin.answering(Origin.OK));
        await().until(() -> open() == 0);
        double before = counted("gave.way");
        List<Wire> idle = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            idle.add(connect().say("GET /v1/co"));
        }
        await().until(() -> open() == MOST);
        // When
        String answer = connect().say(REQUEST).message();
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200");
        idle.getFirst().awaitClose();
        assertThat(counted("gave.way") - before).isEqualTo(1);
    }

    @Test
    void areRefusedWhenAllOfTheirAddressAreAtWork() throws IOException {
        // Given
        CompletableFuture<Void> over = new CompletableFuture<>();
        PROXY.origins().totpResolver.plays(wire -> {
            wire.head();
            over.join();
            wire.say(Origin.OK);
        });
        await().until(() -> open() == 0);
        List<Wire> held = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            held.add(connect().say(REQUEST));
        }
        await().until(() -> PROXY.metrics().get("postern.gateway.requests.open").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum()
                == MOST);
        // When
        connect().awaitClose();
        over.complete(null);
        // Then
        assertThat(PROXY.metrics()
                        .counter("postern.gateway.connections.refused", "limit", "address")
                        .count())
                .isEqualTo(1);
        for (Wire wire : held) {
            assertThat(wire.message()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void endAfterTheAnswerWhenTheBodyDoesNotCome() throws IOException {
        // Given
        PROXY.origins().totpResolver.plays(Origin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
        // When
        Wire client = connect().say("POST /v1/code-requests HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
        // Then
        assertThat(client.rest()).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;EXT\r\nx\r\n", "1\r\nx\r\n", "1;a;a=b;EXT\r\nx\r\n"})
    void endWhenTheirBodyIsHardlyAnyOfWhatTheySend(String chunk) throws IOException {
        // Given
        PROXY.origins().totpResolver.plays(wire -> {
            wire.head();
            wire.awaitClose();
        });
        String chunks = chunk.replace("EXT", "e".repeat(2_000)).repeat(64);
        Wire client = connect().say("POST /v1/code-requests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        // When
        client.sayWithoutEnd(chunks);
        // Then
        client.awaitClose();
    }

    @Test
    void stayWhileABodyComesInSmallChunks() throws IOException {
        // Given
        PROXY.origins().totpResolver.plays(wire -> {
            wire.head();
            wire.until("\r\n0\r\n\r\n");
            wire.say(Origin.OK);
        });
        String chunks = "10\r\nsixteen of them.\r\n".repeat(100_000);
        Wire client = connect().say("POST /v1/code-requests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        // When
        client.sayMeanwhile(chunks + "0\r\n\r\n");
        // Then
        assertThat(client.message()).startsWith("HTTP/1.1 200");
    }

    private static double counted(String what) {
        return PROXY.metrics().counter("postern.gateway.connections." + what).count();
    }

    private static double open() {
        return PROXY.metrics().get("postern.gateway.connections.open").gauge().value();
    }

    private Wire connect() throws IOException {
        Wire wire = Wire.to(PROXY.address().getPort());
        wires.add(wire);
        return wire;
    }
}
