package dev.postern.credential.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Desk desk = new Desk("pictures", 4, PATIENCE);
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        desk.close();
    }

    @Test
    void aNeighbourIsNextHoweverMuchOneOrganizationBrings() throws Exception {
        // Given: one at work, and as many that wait as may.
        CountDownLatch atWork = new CountDownLatch(1);
        List<CompletableFuture<String>> flood = new ArrayList<>();
        List<String> order = new CopyOnWriteArrayList<>();
        flood.add(bring("o_flood", () -> {
            atWork.countDown();
            over.await();
            return "first";
        }));
        atWork.await();
        for (int i = 0; i < 20; i++) {
            flood.add(bring("o_flood", () -> note(order, "flood")));
        }
        awaitRefusals(flood, 18);

        // When
        CompletableFuture<String> neighbour = bring("o_neighbour", () -> note(order, "neighbour"));
        over.countDown();

        // Then
        assertThat(neighbour).succeedsWithin(PATIENCE);
        assertThat(order.indexOf("neighbour")).isBetween(0, 2);
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> desk.done(() -> {
                        throw new IllegalStateException("No picture");
                    }))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void isBusyForAnOrganizationThatHasAllItMay() throws Exception {
        // Given
        CountDownLatch atWork = new CountDownLatch(1);
        CompletableFuture<String> _ = bring("o_flood", () -> {
            atWork.countDown();
            over.await();
            return "first";
        });
        atWork.await();
        List<CompletableFuture<String>> more = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            more.add(bring("o_flood", () -> "more"));
        }

        // Then: three of five places are its own, and one of them is at work.
        awaitRefusals(more, 18);
        for (CompletableFuture<String> each : more) {
            if (each.isDone()) {
                assertThat(each).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(Problem.class);
            }
        }
    }

    private static void awaitRefusals(List<CompletableFuture<String>> brought, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> brought.stream()
                                .filter(CompletableFuture::isCompletedExceptionally)
                                .count()
                        == count);
    }

    private static String note(List<String> order, String who) {
        // One piece of work at a time.
        order.add(who);
        return who;
    }

    private CompletableFuture<String> bring(String organization, Callable<String> work) {
        CompletableFuture<String> done = new CompletableFuture<>();
        CallingOrganization.start("caller", organization, () -> {
            try {
                done.complete(desk.done(work));
            } catch (ExecutionException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
