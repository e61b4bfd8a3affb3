package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.CodeSource;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.ResolverInstallation;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the topic of code requests is told of new ones. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class AnnouncementsTest {
    private static final EventJson.Reader<CodeRequestChanged> READER = EventJson.readerFor(CodeRequestChanged.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepCode CODE = new StepCode(7, "sealed", FROM, Instant.parse("2999-01-01T00:00:00Z"));

    @Inject
    CodeRequests requests;

    @Inject
    IndexKey indexKey;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String organization = "o_" + UUID.randomUUID();

    @Test
    void aRequestThatWaitsIsToldOnceHoweverOftenItIsMade() {
        // Given
        NewCodeRequest first = draft().request();
        NewCodeRequest again = draft().request();

        // When
        requests.create(first);
        Creation joined = requests.create(again);

        // Then
        assertThat(joined).isInstanceOf(Creation.Joined.class);
        assertThat(told()).extracting(CodeRequestChanged::change).containsExactly(Change.REQUESTED);
        assertThat(told()).extracting(CodeRequestChanged::codeRequestId).containsExactly(first.id());
    }

    @Test
    void aRequestWithAnAuthenticatorsCodeIsToldWithItsDelivery() {
        // Given
        NewCodeRequest first = draft().run("wr_1").request();
        NewCodeRequest again = draft().run("wr_1").request();

        // When
        Creation created = requests.createWith(CODE, first);
        Creation joined = requests.createWith(CODE, again);

        // Then
        assertThat(created)
                .isInstanceOfSatisfying(
                        Creation.Created.class,
                        made -> assertThat(made.request().status()).isEqualTo(Status.DELIVERED));
        assertThat(joined).isInstanceOf(Creation.Joined.class);
        assertThat(told()).extracting(CodeRequestChanged::change).containsExactly(Change.REQUESTED, Change.DELIVERED);
        assertThat(told()).extracting(CodeRequestChanged::source).containsExactly(null, CodeSource.AUTHENTICATOR);
        assertThat(told()).allSatisfy(event -> {
            assertThat(event.codeRequestId()).isEqualTo(first.id());
            assertThat(event.run().workflowRunId()).isEqualTo("wr_1");
        });
    }

    private RequestDraft draft() {
        return new RequestDraft(indexKey, organization, "user@example.com").key("the key", "digest");
    }

    /** Everything told of this organisation, once a request that was made last is told: events keep their order. */
    private List<CodeRequestChanged> told() {
        String last = "o_" + UUID.randomUUID();
        requests.create(new RequestDraft(indexKey, last, "user@example.com").request());
        await().atMost(Duration.ofSeconds(20)).until(() -> !told(last).isEmpty());
        return told(organization);
    }

    private List<CodeRequestChanged> told(String organizationId) {
        return TopicContent.of(bootstrapServers, Topic.CODE_REQUESTS).stream()
                .map(record -> READER.read(record.value()))
                .filter(event -> event.organizationId().equals(organizationId))
                .toList();
    }
}
