package dev.postern.resolver.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.database.Sql;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeReceived;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.message.Readers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Parts of long texts come in any order, again and again, to replicas that know nothing of one another. */
class JoinPartsTest {
    private static final String TEXT =
            "Dear customer, somebody signs in. Your verification code is 482913. It is for you alone.";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Sql TOLD =
            Sql.of("SELECT o.event_type, o.value FROM outbox o WHERE o.record_key = :match_key ORDER BY o.outbox_id");

    private final ResolverDatabase database = ResolverDatabase.shared();
    private final AtomicInteger woken = new AtomicInteger();
    private final JoinParts replica = replica(LONG);
    private final JoinParts other = replica(LONG);
    private String organization;
    private String reference;

    @BeforeTry
    void beginAnew() {
        organization = "o_" + UUID.randomUUID();
        reference = TestKeys.INDEX_KEY.digest("test", organization);
    }

    @Property(tries = 60)
    void areOneMessageWithItsCodeWhereverTheyArePartedAndHoweverTheyCome(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 86) Integer> cuts, @ForAll Random random) {
        // Given
        List<MessageUnparsed> parts = parts(pieces(cuts));
        List<MessageUnparsed> arrivals = new ArrayList<>(parts);
        arrivals.addAll(parts.subList(0, random.nextInt(parts.size())));
        Collections.shuffle(arrivals, random);
        // When
        arrivals.forEach(part -> take(random.nextBoolean() ? replica : other, part));
        parts.forEach(part -> take(replica, part));
        // Then
        assertThat(told()).singleElement().isInstanceOfSatisfying(CodeReceived.class, code -> {
            assertThat(code.totpCodeId()).isEqualTo(parts.getFirst().totpCodeId());
            assertThat(code.origin().part()).isNull();
            assertThat(open(code.totpCodeId(), "code", code.codeSealed())).isEqualTo("482913");
            assertThat(open(code.totpCodeId(), "content", code.contentSealed())).isEqualTo(TEXT);
            assertThat(open(code.totpCodeId(), "sender", code.origin().senderSealed()))
                    .isEqualTo("+12025550117");
        });
    }

    @Example
    void areOneMessageWhenAllComeAtOnce() {
        // Given
        List<MessageUnparsed> parts = parts(pieces(List.of(10, 20, 64, 70)));
        // When
        CompletableFuture.allOf(IntStream.range(0, 4 * parts.size())
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> take(i % 2 == 0 ? replica : other, parts.get(i % parts.size()))))
                        .toArray(CompletableFuture[]::new))
                .join();
        // Then
        assertThat(told()).singleElement().isInstanceOf(CodeReceived.class);
        assertThat(woken).hasValue(1);
    }

    @Example
    void areTakenAtTheTimeOfTheLastOfThem() {
        // Given
        Instant last = Instant.parse("2026-03-01T09:16:02Z");
        MessageUnparsed first =
                draft().part(reference, 1, 2).receivedAt(last.minusSeconds(60)).unparsed("Your code ");
        MessageUnparsed second = draft().part(reference, 2, 2).receivedAt(last).unparsed("is 482913");
        // When
        take(replica, second);
        take(other, first);
        // Then
        assertThat(told()).singleElement().extracting(Event::time).isEqualTo(last);
    }

    @Example
    void tellNothingWhileOneIsMissingAndAreAMessageWithoutACodeAfterAWhile() {
        // Given
        List<MessageUnparsed> parts = parts(List.of("Your code is 4829", "13. It is for you.", " Bye"));
        take(replica, parts.get(1));
        take(other, parts.get(0));
        replica.giveUpLate();
        assertThat(told()).isEmpty();
        // When
        replica(Duration.ZERO).giveUpLate();
        other.giveUpLate();
        // Then
        assertThat(told()).singleElement().isInstanceOfSatisfying(MessageUnparsed.class, message -> {
            assertThat(message.totpCodeId()).isEqualTo(parts.getFirst().totpCodeId());
            assertThat(message.reason()).isEqualTo("incomplete");
            assertThat(message.contentTruncated()).isTrue();
            assertThat(message.part()).isNull();
            assertThat(open(message.totpCodeId(), "content", message.contentSealed()))
                    .isEqualTo("Your code is 482913. It is for you.");
        });
    }

    @Example
    void aPartThatComesAfterItsMessageWasGivenUpIsAMessageForAPerson() {
        // Given
        List<MessageUnparsed> parts = parts(List.of("Your code ", "is 482913"));
        take(replica, parts.get(0));
        replica(Duration.ZERO).giveUpLate();
        // When
        take(replica, parts.get(1));
        take(replica, parts.get(0));
        replica(Duration.ZERO).giveUpLate();
        // Then
        assertThat(told()).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(MessageUnparsed.class));
    }

    @Example
    void areStoredWithTheirMessageOrNotAtAll() {
        // Given: a replica that ends before it has told
        List<MessageUnparsed> parts = parts(List.of("Your code ", "is 482913"));
        JoinParts ending = new JoinParts(
                database.transactions(),
                new WholeMessages(Readers.unsealMessage(), Readers.codeOfMessage(), TestKeys.SEALER) {
                    @Override
                    List<Event> whole(List<MessageUnparsed> all) {
                        throw new IllegalStateException("killed");
                    }
                },
                outbox(),
                LONG);
        take(ending, parts.get(0));
        assertThatThrownBy(() -> take(ending, parts.get(1))).hasMessage("killed");
        assertThat(told()).isEmpty();
        // When: its records are taken again
        parts.forEach(part -> take(other, part));
        parts.forEach(part -> take(replica, part));
        // Then
        assertThat(told()).singleElement().isInstanceOf(CodeReceived.class);
    }

    /** A phone network counts messages to 255, and begins anew. */
    @Example
    void ofALaterMessageWithTheSameNumberAreThatMessage() {
        // Given
        parts(List.of("Your code ", "is 482913")).forEach(part -> take(replica, part));
        // When
        parts(List.of("Your code ", "is 771204")).forEach(part -> take(other, part));
        // Then
        assertThat(told()).extracting(event -> open((CodeReceived) event)).containsExactly("482913", "771204");
    }

    /** Nobody knows which of two first parts the second belongs to, and a code of two halves locks an account. */
    @Example
    void ofTwoMessagesAtOnceMakeNoCode() {
        // Given
        List<MessageUnparsed> one = parts(List.of("Your code is 48", "2913"));
        List<MessageUnparsed> another = parts(List.of("Your code is 77", "1204"));
        // When
        take(replica, one.get(0));
        take(other, another.get(0));
        take(replica, one.get(1));
        take(other, another.get(1));
        replica(Duration.ZERO).giveUpLate();
        // Then
        assertThat(told())
                .hasSize(4)
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                MessageUnparsed.class,
                                message -> assertThat(message.reason()).isEqualTo("incomplete")));
    }

    @Example
    void withoutACodeAreAMessageWithoutACode() {
        // When
        parts(List.of("See you ", "tomorrow")).forEach(part -> take(replica, part));
        // Then
        assertThat(told()).singleElement().isInstanceOfSatisfying(MessageUnparsed.class, message -> {
            assertThat(message.reason()).isEqualTo("no_candidate");
            assertThat(message.contentTruncated()).isFalse();
        });
    }

    private JoinParts replica(Duration wait) {
        return new JoinParts(
                database.transactions(),
                new WholeMessages(Readers.unsealMessage(), Readers.codeOfMessage(), TestKeys.SEALER),
                outbox(),
                wait);
    }

    private Outbox outbox() {
        return new Outbox(database.transactions(), woken::incrementAndGet);
    }

    private static void take(JoinParts replica, MessageUnparsed part) {
        replica.take(part, part.part());
    }

    private static List<String> pieces(List<Integer> cuts) {
        List<Integer> places = new ArrayList<>(cuts.stream().distinct().sorted().toList());
        places.add(TEXT.length());
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int to : places) {
            pieces.add(TEXT.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private List<MessageUnparsed> parts(List<String> pieces) {
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> draft().part(reference, i + 1, pieces.size()).unparsed(pieces.get(i)))
                .toList();
    }

    private MessageDraft draft() {
        return MessageDrafts.plain().message(organization, "+12025550168").from("+12025550117");
    }

    private List<Event> told() {
        String matchKey = draft().unparsed("any").matchKey();
        return database.transactions()
                .query(
                        TOLD,
                        parameters -> parameters.set("match_key", matchKey),
                        row -> row.getString(1).equals("code.received")
                                ? EventJson.readerFor(CodeReceived.class).read(row.getBytes(2))
                                : EventJson.readerFor(MessageUnparsed.class).read(row.getBytes(2)));
    }

    private String open(CodeReceived code) {
        return open(code.totpCodeId(), "code", code.codeSealed());
    }

    private String open(String id, String field, String sealed) {
        return TestKeys.SEALER.open(sealed, new SealedField(organization, id, field));
    }
}
