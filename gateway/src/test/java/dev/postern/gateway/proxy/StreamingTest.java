package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies move while they are made, and whoever leaves is missed at once. */
class StreamingTest {
    private static final String HELD = "GET /v1/code-requests/cr_1 HTTP/1.1\r\nHost: a\r\nPrefer: wait=55\r\n\r\n";

    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();
    private final URI gateway = PROXY.address();

    @Test
    void passesAnEventStreamOnEventByEvent() throws IOException {
        // Given a service that says the next thing only when the caller has seen the last
        Turns seen = new Turns();
        origins.totpResolver.plays(wire -> {
            wire.head();
            wire.say("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            seen.await();
            wire.say("9\r\ndata: 1\n\n\r\n");
            seen.await();
            wire.say("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("GET /v1/codes/events HTTP/1.1\r\nHost: a\r\n\r\n");
            String head = caller.head();
            seen.pass();
            String first = caller.text(14);
            seen.pass();
            String second = caller.text(19);

            // Then
            assertThat(head).contains("Content-Type: text/event-stream\r\n").containsIgnoringCase("chunked");
            assertThat(first).isEqualTo("9\r\ndata: 1\n\n\r\n");
            assertThat(second).isEqualTo("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        }
    }

    @Test
    void passesARequestBodyOnWhileItIsStillBeingSent() throws IOException {
        // Given
        Turns seen = new Turns();
        StringBuilder arrived = new StringBuilder();
        origins.codeIngest.plays(wire -> {
            arrived.append(wire.head());
            arrived.append(wire.text(8));
            seen.pass();
            arrived.append(wire.text(13));
            wire.say(Origin.OK);
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /webhooks/sendgrid/t HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            caller.say("3\r\nabc\r\n");
            seen.await();
            caller.say("3\r\ndef\r\n0\r\n\r\n");

            // Then
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(arrived).containsIgnoringCase("transfer-encoding: chunked\r\n");
        assertThat(arrived).endsWith("\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
    }

    @Test
    void passesAHeadOnWhoseBodyHasNotBegun() throws IOException {
        // Given
        origins.codeIngest.plays(wire -> {
            wire.head();
            wire.say("HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000\r\n\r\n");

            // Then
            assertThat(caller.head()).contains(" 413 ");
        }
    }

    @Test
    void takesAnHttp10ServiceAndAnHttp10Client() throws IOException {
        // Given
        origins.credential.plays(Origin.answering("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nup to the end"));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("GET /v1/credentials HTTP/1.0\r\n\r\n");

            // Then
            assertThat(caller.rest()).isEqualTo("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nup to the end");
        }
    }

    @Test
    void closesTheConnectionToTheServiceWhenTheClientLeavesAHeldRequest() throws IOException {
        // Given
        CountDownLatch missed = new CountDownLatch(1);
        origins.totpResolver.plays(wire -> {
            wire.head();
            wire.awaitClose();
            missed.countDown();
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(HELD);
            Awaitility.await().until(() -> !origins.totpResolver.requests().isEmpty());
        }

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(missed.getCount()).isZero());
    }

    @Test
    void closesTheConnectionToTheServiceWhenTheClientDiesInAStream() throws IOException {
        // Given
        CountDownLatch missed = new CountDownLatch(1);
        origins.totpResolver.plays(wire -> {
            wire.head();
            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
            wire.awaitClose();
            missed.countDown();
        });

        // When
        Wire caller = Wire.to(gateway.getPort());
        caller.say("GET /v1/codes/events HTTP/1.1\r\nHost: a\r\n\r\n");
        caller.head();
        caller.abort();

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(missed.getCount()).isZero());
    }

    @Test
    void closesTheConnectionToTheServiceWhenTheClientDiesInTheMiddleOfItsBody() throws IOException {
        // Given
        StringBuilder arrived = new StringBuilder();
        CountDownLatch missed = new CountDownLatch(1);
        origins.codeIngest.plays(wire -> {
            wire.head();
            arrived.append(wire.rest());
            missed.countDown();
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            Awaitility.await().until(() -> !origins.codeIngest.requests().isEmpty());
        }

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(missed.getCount()).isZero());
        assertThat(arrived).hasToString("abc");
    }

    @Test
    void cutsTheClientOffWhenTheServiceDiesInTheMiddleOfAnAnswer() throws IOException {
        // Given
        origins.totpResolver.plays(wire -> {
            wire.head();
            wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("GET /v1/codes HTTP/1.1\r\nHost: a\r\n\r\n");

            // Then: no end of the body, so that nobody takes the part for the whole
            assertThat(caller.head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(caller.rest()).isEqualTo("3\r\nabc\r\n");
        }
    }
}
