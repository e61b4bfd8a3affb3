package dev.postern.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** One organisation uses all that it is allowed. Another is let in, and is served long before the queue of the first ends. */
class NeighbourTest {
    private static final String FLOOD = "o_flood";
    private static final String NEIGHBOUR = "o_neighbour";

    private record Settings(
            int requestsPerMinute, int burst, int requestsAtOnce, int eventStreams, long storedBytesPerDay)
            implements LimitSettings {}

    private final Deque<FairPlaces.Place> atWork = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();

    @Property(tries = 200)
    void isServedAfterTheWorkThatHadBegunAndAtMostOnePieceMore(
            @ForAll @IntRange(min = 1, max = 20) int places, @ForAll @IntRange(min = 1, max = 300) int allowed) {
        // Given
        atWork.clear();
        begun.clear();
        OrganizationAllowance allowance = new OrganizationAllowance(
                new Settings(allowed, allowed, allowed, 1, 1),
                _ -> null,
                new SimpleMeterRegistry(),
                OrganizationQuotas::requestsPerMinute,
                ApiKeyQuotas::requestsPerMinute,
                () -> 0L);
        FairPlaces work = new FairPlaces(places);
        int let = 0;
        for (int i = 0; i < 2 * allowed + 10; i++) {
            if (isLetIn(allowance, FLOOD, "ak_" + i % 3)) {
                let++;
                queue(work, FLOOD, i);
            }
        }

        // When
        boolean neighbourIsLetIn = isLetIn(allowance, NEIGHBOUR, "ak_neighbour");
        queue(work, NEIGHBOUR, 0);
        while (!begun.contains(NEIGHBOUR)) {
            atWork.remove().leave();
        }

        // Then
        assertThat(let).isEqualTo(allowed);
        assertThat(neighbourIsLetIn).isTrue();
        assertThat(begun.indexOf(NEIGHBOUR)).isLessThanOrEqualTo(places + 1);
        assertThat(work.waiting()).isEqualTo(let + 1 - begun.size());
    }

    private void queue(FairPlaces work, String organization, int key) {
        work.queue(organization, key, place -> {
            begun.add(organization);
            atWork.add(place);
        });
    }

    private static boolean isLetIn(OrganizationAllowance allowance, String organization, String key) {
        try {
            allowance.take(new Arrival(key, organization, 1));
            return true;
        } catch (Problem refused) {
            assertThat(refused.type().status()).isEqualTo(429);
            return false;
        }
    }
}
