package dev.postern.ingest.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.worker.Pulse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptingSocketTest {
    private AcceptingSocket socket;

    @BeforeEach
    void listen() throws IOException {
        socket = new AcceptingSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    @Test
    void worksWhileItsThreadWaitsForAConnection() throws Exception {
        // Given
        Thread taker = takesOne();
        assertThat(socket.pulse()).isEqualTo(works(true));
        // When
        connect();
        // Then
        taker.join();
        assertThat(socket.pulse()).as("Nothing takes connections any more").isEqualTo(works(false));
    }

    @Test
    void isDeadOnceItWasClosed() throws Exception {
        // Given
        Thread taker = takesOne();
        // When
        socket.close();
        taker.join();
        // Then
        assertThat(socket.pulse().alive()).isFalse();
    }

    @Test
    void failsUntilAConnectionIsTakenAgain() throws Exception {
        // Given
        socket.setSoTimeout(1);
        Thread.ofPlatform().start(this::take).join();
        Pulse failing = socket.pulse();
        // When
        socket.setSoTimeout(0);
        Thread taker = takesOne();
        connect();
        taker.join();
        // Then
        assertThat(failing.failing()).isPositive();
        assertThat(socket.pulse().failing()).isZero();
    }

    private static Pulse works(boolean alive) {
        return new Pulse("smtp-listener", alive, Duration.ZERO, Duration.ZERO);
    }

    private Thread takesOne() {
        Thread taker = Thread.ofPlatform().start(this::take);
        Awaitility.await().until(() -> isWaiting(taker));
        return taker;
    }

    private static boolean isWaiting(Thread taker) {
        for (StackTraceElement step : taker.getStackTrace()) {
            if (step.getClassName().equals(ServerSocket.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private void take() {
        try (Socket _ = socket.accept()) {
            assertThat(socket.isBound()).isTrue();
        } catch (IOException e) {
            // What the library does: it would ask again.
            assertThat(e).isNotNull();
        }
    }

    private void connect() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), socket.getLocalPort()).close();
    }
}
