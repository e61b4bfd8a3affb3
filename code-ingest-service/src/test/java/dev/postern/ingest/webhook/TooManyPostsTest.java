package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Reply;
import dev.postern.ingest.provider.Statuses;
import dev.postern.ingest.provider.WebhookRequest;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TooManyPostsTest {
    private static final Duration WAIT = Duration.ofSeconds(90);

    /** A provider that is answered by these statuses. */
    private record Answered(Statuses statuses) implements ProviderAdapter {
        @Override
        public String provider() {
            return "example";
        }

        @Override
        public Retries retries() {
            return Retries.LONG;
        }

        @Override
        public Reading read(WebhookRequest request, Channel channel) {
            return new Reading.HoldsNothing();
        }

        @Override
        public Reply reply(Outcome outcome) {
            return statuses.reply(outcome);
        }
    }

    @Test
    void areAnswered429WhereTheProviderTriesAgainAfterItAnd503ElsewhereWithTheTimeToWait() {
        // When
        Response told = Adapters.response(new Answered(Statuses.USUAL.triesAgainAfter429()), Outcome.TOO_MANY, WAIT);
        Response other = Adapters.response(new Answered(Statuses.DROPPING), Outcome.TOO_MANY, WAIT);
        // Then
        assertThat(told.getStatus()).isEqualTo(429);
        assertThat(told.getHeaderString("Retry-After")).isEqualTo("90");
        assertThat(other.getStatus()).isEqualTo(503);
        assertThat(other.getHeaderString("Retry-After")).isEqualTo("90");
    }
}
