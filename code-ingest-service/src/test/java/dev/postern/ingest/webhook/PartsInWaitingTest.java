package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.post.Post;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartsInWaitingTest {
    private static final long NEVER_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final Channel CHANNEL =
            new Channel("ch_1", "o_1", "vonage", List.of(), null, new Addressee(MatchBy.RECIPIENT, null, null, null));
    private static final Taken TAKEN =
            new Taken(Outcome.TAKEN, Post.without(CHANNEL, Verdict.ACCEPTED, null, null, Map.of()));

    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void areOneMessageInOrderAndAnsweredAlike() {
        // Given
        PartsInWaiting parts = new PartsInWaiting(NEVER_MILLIS);
        CompletableFuture<Taken> last = join(parts, "ref", 3, "c");
        CompletableFuture<Taken> first = join(parts, "ref", 1, "a");
        assertThat(last).isNotDone();
        // When
        CompletableFuture<Taken> middle = join(parts, "ref", 2, "b");
        // Then
        assertThat(taken).containsExactly("abc");
        assertThat(List.of(first.join(), middle.join(), last.join())).containsOnly(TAKEN);
    }

    @Test
    void ofOtherMessagesAreKeptApart() {
        // Given
        PartsInWaiting parts = new PartsInWaiting(NEVER_MILLIS);
        // When
        CompletableFuture<Taken> one = join(parts, "one", 1, "a");
        CompletableFuture<Taken> two = join(parts, "two", 2, "b");
        // Then
        assertThat(List.of(one, two)).noneMatch(CompletableFuture::isDone);
        assertThat(taken).isEmpty();
    }

    @Test
    void thatComeTwiceDoNotCompleteAMessage() {
        // Given
        PartsInWaiting parts = new PartsInWaiting(NEVER_MILLIS);
        // When
        List<CompletableFuture<Taken>> repeats =
                List.of(join(parts, "ref", 1, "a"), join(parts, "ref", 1, "a"), join(parts, "ref", 1, "a"));
        // Then
        assertThat(repeats).noneMatch(CompletableFuture::isDone);
        assertThat(taken).isEmpty();
    }

    @Test
    void areTakenAloneWhenTheOthersDoNotCome() {
        // Given
        PartsInWaiting parts = new PartsInWaiting(1);
        // When
        Taken outcome = join(parts, "ref", 2, "b").join();
        // Then
        assertThat(outcome).isEqualTo(TAKEN);
        assertThat(taken).containsExactly("b");
    }

    private CompletableFuture<Taken> join(PartsInWaiting parts, String group, int number, String text) {
        ProviderMessage message = ProviderMessage.text(group + number, "+12025550168", null, text);
        return parts.join("ch_1", new Reading.Part(message, group, number, 3), this::take)
                .toCompletableFuture();
    }

    private CompletionStage<Taken> take(List<ProviderMessage> there) {
        StringBuilder text = new StringBuilder();
        there.forEach(part -> text.append(part.message().text()));
        taken.add(text.toString());
        return CompletableFuture.completedFuture(TAKEN);
    }
}
