package dev.postern.resolver.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.arrival.CallingOrganization;
import io.quarkus.runtime.ShutdownEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OF_ONE = 26;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Semaphore begun = new Semaphore(0);
    private final SystemNames names = new SystemNames(this::slow);

    @AfterEach
    void end() {
        over.countDown();
        names.onStop(new ShutdownEvent());
    }

    @Test
    void namesThatAreNeverAnsweredKeepNoNeighboursFromBeingLookedUp() {
        // Given
        for (int i = 0; i < 100; i++) {
            CompletableFuture<List<InetAddress>> _ = look("o_flood", "silent.example");
        }
        begun.acquireUninterruptibly(OF_ONE);

        // When
        CompletableFuture<List<InetAddress>> neighbour = look("o_neighbour", "quick.example");

        // Then
        assertThat(neighbour).succeedsWithin(PATIENCE).isEqualTo(List.of(InetAddress.getLoopbackAddress()));
        assertThat(begun.availablePermits()).isZero();
    }

    private List<InetAddress> slow(String host) {
        if (host.equals("silent.example")) {
            begun.release();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return List.of(InetAddress.getLoopbackAddress());
    }

    private CompletableFuture<List<InetAddress>> look(String organization, String host) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        CallingOrganization.start("caller", organization, () -> {
            try {
                found.complete(names.of(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }
}
