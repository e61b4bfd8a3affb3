package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.limit.FairPlaces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        over.countDown();
    }

    @Test
    void workThatGoesOnAfterItsCallTakesTurnsAndLeavesSomeToANeighbour() {
        // Given: at most ten connections for callers.
        int ofOne = FairPlaces.mostOfOne(FairPlaces.atOnce(10));
        ConnectionTurns turns = new ConnectionTurns(20, metrics);
        for (int i = 0; i < 50; i++) {
            CallingOrganization.start("answer", "o_flood", () -> inTurn(turns, this::stay));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> waiting() == 50 - ofOne);

        // When
        CompletableFuture<Boolean> neighbour = new CompletableFuture<>();
        CallingOrganization.start("answer", "o_neighbour", () -> inTurn(turns, () -> neighbour.complete(true)));

        // Then: while all of the flood's go on.
        assertThat(neighbour).succeedsWithin(PATIENCE);
    }

    @Test
    void aThreadThatHasItsTurnNeedsNoSecondOne() {
        // Given: one connection for callers.
        ConnectionTurns turns = new ConnectionTurns(2, metrics);
        CompletableFuture<Boolean> inner = new CompletableFuture<>();

        // When
        CallingOrganization.start(
                "answer", "o_1", () -> inTurn(turns, () -> inTurn(turns, () -> inner.complete(true))));

        // Then
        assertThat(inner).succeedsWithin(PATIENCE);
    }

    @Test
    void aTurnThatIsOverIsGivenToTheNext() {
        // Given
        ConnectionTurns turns = new ConnectionTurns(2, metrics);
        CallingOrganization.during("o_1", () -> inTurn(turns, () -> {}));
        CompletableFuture<Boolean> next = new CompletableFuture<>();

        // When
        CallingOrganization.start("answer", "o_1", () -> inTurn(turns, () -> next.complete(true)));

        // Then
        assertThat(next).succeedsWithin(PATIENCE);
    }

    private double waiting() {
        return metrics.get("postern.database.callers.waiting").gauge().value();
    }

    private void stay() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void inTurn(ConnectionTurns turns, Runnable work) {
        try (var _ = turns.take()) {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
