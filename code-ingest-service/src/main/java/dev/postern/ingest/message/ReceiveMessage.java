package dev.postern.ingest.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.message.Receipt;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Reason;
import dev.postern.platform.access.Grant;
import dev.postern.platform.limit.StoredBytes;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes one message in. */
@ApplicationScoped
public class ReceiveMessage {
    private final CodeExtractor extractor = new CodeExtractor();
    private final TotpCodeIds ids;
    private final MessageEvents events;
    private final PlaceEvent place;
    private final StoredBytes stored;
    private final Clock clock;
    private final int longestUnparsed;

    ReceiveMessage(
            TotpCodeIds ids,
            MessageEvents events,
            PlaceEvent place,
            StoredBytes stored,
            Clock clock,
            MessageSettings settings) {
        this.ids = ids;
        this.events = events;
        this.place = place;
        this.stored = stored;
        this.clock = clock;
        this.longestUnparsed = settings.rawContentMaxLength();
    }

    /**
     * Takes a message in and says what became of it, once its event is safe. Fails with a {@link Problem}: 503
     * when the broker did not acknowledge it in time, 413 when it does not fit into an event.
     *
     * @param grant asked last before the message is published
     * @throws Problem when the grant has ended, and 429 when the caller has stored all it may for now
     */
    public CompletionStage<Received> receive(IncomingMessage message, Grant grant) {
        return publish(message, grant, extractor.extract(message.message()));
    }

    /**
     * Takes a part of a long text in, unread: a code may go on in the next part. Fails as {@link #receive} does.
     *
     * @param group equal for the parts of one message to this channel
     * @param number of the part, from 1
     * @param total how many parts there are
     */
    public CompletionStage<Received> receivePart(
            IncomingMessage message, String group, int number, int total, Grant grant) {
        Receipt receipt = admit(message, grant);
        return place.place(events.ofPart(message, receipt, group, number, total), message.entrance())
                .thenApply(_ -> new Received.Part(receipt));
    }

    /** Takes a message in like {@link #receive}, but drops a long one in which nothing is found, as Skyvern does. */
    public CompletionStage<Received> receiveUnlessTooLong(IncomingMessage message, Grant grant) {
        Extraction extraction = extractor.extract(message.message());
        if (extraction.found() instanceof Extraction.Nothing && isTooLong(message.content())) {
            return CompletableFuture.completedFuture(new Received.TooLongToKeep());
        }
        return publish(message, grant, extraction);
    }

    private CompletionStage<Received> publish(IncomingMessage message, Grant grant, Extraction extraction) {
        Receipt receipt = admit(message, grant);
        return switch (extraction.found()) {
            case Extraction.Present found -> {
                CodeReceived event = events.withCode(message, receipt, found, extraction.details());
                yield place.place(event, message.entrance())
                        .thenApply(_ -> new Received.Parsed(receipt, event.otpType(), found.value()));
            }
            case Extraction.Nothing(Reason reason) ->
                place.place(events.withoutCode(message, receipt, reason), message.entrance())
                        .thenApply(_ -> new Received.Unparsed(receipt, reason));
        };
    }

    private Receipt admit(IncomingMessage message, Grant grant) {
        Receipt receipt =
                new Receipt(ids.of(message.entrance()), receivedAt(message).truncatedTo(ChronoUnit.MICROS));
        // Reading a long message takes time, in which a key may be revoked or a channel deleted.
        grant.check();
        stored.take(grant.caller(), message.content().length());
        return receipt;
    }

    private Instant receivedAt(IncomingMessage message) {
        Instant now = clock.instant();
        Held held = message.held();
        return held == null ? now : held.receivedAt(now);
    }

    /** Skyvern counts characters, not bytes or UTF-16 units. */
    private boolean isTooLong(String content) {
        return content.length() > longestUnparsed && content.codePointCount(0, content.length()) > longestUnparsed;
    }
}
