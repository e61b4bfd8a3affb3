package dev.postern.ingest.resend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.MatchBy;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.webhook.TestRequests;
import dev.postern.ingest.webhook.Vectors;
import dev.postern.ingest.webhook.Vectors.Vector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FetchedMailsTest {
    private static final String ADDRESS = "https://api.resend.com/emails/receiving/re-mail-1";

    private final Vector vector = Vectors.of("resend.json").findFirst().orElseThrow();

    @Test
    void areReadWhereTheChannelHasAnApiKey() {
        // Given
        FakeProviderCalls calls = new FakeProviderCalls(Map.of(
                ADDRESS,
                "{\"text\":\"It is 640-271\",\"html\":null,\"headers\":{\"X-Forwarded-To\":\"anna@example.net\"}}"));
        // When
        Reading reading = read(calls);
        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Holds.class, holds -> {
            assertThat(holds.message().message().text()).isEqualTo("It is 640-271");
            assertThat(holds.message().headers().all("x-forwarded-to")).containsExactly("anna@example.net");
        });
        assertThat(calls.asked()).containsExactly(ADDRESS);
    }

    @Test
    void areAskedForAgainWhenResendDoesNotAnswer() {
        assertThat(read(new FakeProviderCalls(Map.of()))).isInstanceOf(Reading.Undecided.class);
    }

    private Reading read(FakeProviderCalls calls) {
        Clock clock = Clock.fixed(Instant.parse(Vectors.clock("resend.json")), ZoneOffset.UTC);
        Channel channel = new Channel(
                "ch_1",
                "o_1",
                "resend",
                List.of(vector.secrets().getFirst(), "re_0123456789"),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null));
        return new ResendAdapter(clock, new ReceivedMails(calls))
                .read(
                        TestRequests.post(
                                vector.url(),
                                vector.body(),
                                vector.headers().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))),
                        channel);
    }
}
