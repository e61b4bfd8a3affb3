package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.claim.StandingRequests.Standing;
import dev.postern.resolver.state.CodeRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandingRequestsTest {
    private static final String ORG = "o_standing";

    private final ClaimDatabase database = ClaimDatabase.shared();
    private final MessageDrafts drafts = MessageDrafts.plain();
    private final IndexKey indexKey = TestKeys.INDEX_KEY;
    private final StandingRequests standing = database.standing;
    private final CodeRequests requests = database.requests;
    private final ReceivedCodes codes = database.codes;
    private final Outcomes outcomes = database.outcomes;

    private final String key = UUID.randomUUID().toString();
    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void prolongsARequestThatWaitsAndNeverShortensIt() {
        // Given
        CodeRequest made = make();

        // When
        CodeRequest longer = prolonged(ORG, key, Duration.ofHours(1));
        CodeRequest notShorter = prolonged(ORG, key, Duration.ofSeconds(1));

        // Then
        assertThat(longer.id()).isEqualTo(made.id());
        assertThat(longer.expiresAt())
                .isAfter(made.expiresAt().plus(Duration.ofMinutes(44)))
                .isEqualTo(notShorter.expiresAt());
    }

    @Test
    void leavesTheKeyOfAnEndedRequestToANewOne() {
        // Given
        CodeRequest delivered = make();
        codes.arrive(drafts.code(ORG, address, "123456"));
        database.attendance.comeBack(ORG, delivered.id(), null);

        // When
        Standing none = standing.prolong(ORG, List.of(key), Duration.ofMinutes(1));
        Creation again = requests.create(draft().request());

        // Then
        assertThat(none).isEqualTo(new Standing.Free(true));
        assertThat(again)
                .isInstanceOfSatisfying(
                        Creation.Created.class,
                        created -> assertThat(created.request().id()).isNotEqualTo(delivered.id()));
    }

    @Test
    void takesACallerForOneThatHadNoCodeWhenNoAnswerCarriedIt() {
        // Given
        make();
        codes.arrive(drafts.code(ORG, address, "123456"));

        // Then
        assertThat(standing.prolong(ORG, List.of(key), Duration.ofMinutes(1))).isEqualTo(new Standing.Free(false));
    }

    @Test
    void touchesNoRequestOfAnotherOrganisation() {
        // Given
        CodeRequest made = make();

        // When
        Standing none = standing.prolong("o_other", List.of(key), Duration.ofHours(1));

        // Then
        assertThat(none).isEqualTo(new Standing.Free(false));
        assertThat(requests.find(ORG, made.id()).orElseThrow().expiresAt()).isEqualTo(made.expiresAt());
    }

    @Test
    void doesNotJoinACancelledRequest() {
        // Given
        outcomes.cancel(ORG, make().id());

        // Then
        assertThat(standing.prolong(ORG, List.of(key), Duration.ofMinutes(1))).isEqualTo(new Standing.Free(false));
        assertThat(requests.create(draft().request())).isInstanceOf(Creation.Created.class);
    }

    private CodeRequest prolonged(String organization, String idempotencyKey, Duration timeout) {
        return ((Standing.Waits) standing.prolong(organization, List.of(idempotencyKey), timeout)).request();
    }

    private CodeRequest make() {
        return ((Creation.Created) requests.create(draft().request())).request();
    }

    private RequestDraft draft() {
        return new RequestDraft(indexKey, ORG, address).key(key, "digest");
    }
}
