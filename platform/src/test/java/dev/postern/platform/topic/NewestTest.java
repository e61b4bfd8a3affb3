package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyChanged;
import dev.postern.platform.topic.Log.Said;
import dev.postern.platform.topic.Log.Unreadable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewestTest {

    /** Records in order, and the same in another order with some of them twice. */
    record TwoWays(List<Said> inOrder, List<Said> shuffled) {}

    @Provide
    Arbitrary<TwoWays> twoWays() {
        return Log.histories()
                .flatMap(said -> Arbitraries.integers()
                        .between(0, Math.max(0, said.size() - 1))
                        .list()
                        .ofMaxSize(said.isEmpty() ? 0 : 8)
                        .flatMap(twice -> {
                            List<Said> records = new ArrayList<>(said);
                            twice.forEach(index -> records.add(said.get(index)));
                            return Arbitraries.shuffle(records).map(shuffled -> new TwoWays(said, shuffled));
                        }));
    }

    @Provide
    Arbitrary<Log> logs() {
        return Log.any();
    }

    @Property
    void readableRecordsEndInTheSameTableInAnyOrderAndRepetition(@ForAll("twoWays") TwoWays records) {
        assertThat(new Log.Tables()
                        .apply(new Log(List.copyOf(records.shuffled())))
                        .read())
                .isEqualTo(new Log.Tables()
                        .apply(new Log(List.copyOf(records.inOrder())))
                        .read());
    }

    /** A view reads from the beginning again after a failure, which may come anywhere. */
    @Property
    void readingFromTheBeginningAgainChangesNothing(
            @ForAll("logs") Log log, @ForAll @IntRange(max = 25) int readBefore) {
        // Given
        Log.Tables tables =
                new Log.Tables().apply(log, Math.min(readBefore, log.lines().size()));
        // When
        tables.apply(log);
        // Then
        assertThat(tables.read()).isEqualTo(new Log.Tables().apply(log).read());
    }

    @Property
    void anOlderRecordBehindANewerOneIsNoticedUntilTheNewerOneComesAgain(
            @ForAll("logs") Log log, @ForAll @IntRange(min = 1, max = 6) int version) {
        // Given
        Log.Tables tables = new Log.Tables().apply(log);
        Optional<Said> newest =
                Optional.ofNullable(tables.get("red")).map(event -> new Said("red", event.version(), event.isFinal()));
        Log put = log.and(new Said("red", version, false));
        // When
        Set<String> overwritten = new Log.Tables().apply(put).overwritten();
        Set<String> readTwice = new Log.Tables().apply(put).apply(put).overwritten();
        // Then
        assertThat(readTwice).isEqualTo(overwritten);
        newest.ifPresent(said -> {
            boolean older = said.last() || version < said.version();
            assertThat(overwritten.contains("red")).isEqualTo(older);
            assertThat(new Log.Tables().apply(put.and(said)).overwritten().contains("red"))
                    .isEqualTo(version > said.version() && !said.last());
        });
    }

    @Property
    void whatIsFinalStaysFinal(@ForAll("logs") Log log) {
        // Given
        Log.Tables tables = new Log.Tables().apply(log);
        // Then
        for (String key : Log.KEYS) {
            Optional<ApiKeyChanged> firstFinal = log.lines().stream()
                    .filter(line -> line instanceof Said said && said.key().equals(key) && said.last())
                    .map(line -> ((Said) line).event())
                    .findFirst();
            firstFinal.ifPresent(event -> assertThat(tables.get(key)).isEqualTo(event));
        }
    }

    @Property
    void anUnreadableRecordClosesItsKeyAloneUntilAHigherVersionComes(
            @ForAll("logs") Log log, @ForAll Unreadable.Kind kind, @ForAll @IntRange(min = 1, max = 7) int version) {
        // Given
        Log.Read before = new Log.Tables().apply(log).read();
        long highest = log.lines().stream()
                .filter(line -> line instanceof Said said && said.key().equals("red"))
                .mapToLong(line -> ((Said) line).version())
                .max()
                .orElse(0);
        boolean isFinal = log.lines().stream()
                .anyMatch(line -> line instanceof Said said && said.key().equals("red") && said.last());
        Said later = new Said("red", version, false);
        // When
        Log closed = log.and(new Unreadable("red", kind));
        Log.Read read = new Log.Tables().apply(closed).read();
        Log.Tables opened = new Log.Tables().apply(closed.and(later));
        // Then
        if (isFinal) {
            assertThat(read).isEqualTo(before);
            return;
        }
        assertThat(read.byKey()).doesNotContainKey("red");
        assertThat(read.byName().keySet()).noneMatch(name -> name.startsWith("red-"));
        assertThat(read.unreadable()).isEqualTo(before.unreadable() + 1);
        before.byKey().remove("red");
        assertThat(read.byKey()).isEqualTo(before.byKey());
        assertThat(opened.get("red")).isEqualTo(version > highest ? later.event() : null);
    }

    @Property
    void aKeyIsFoundByTheNamesOfItsPresentEventOnly(@ForAll("logs") Log log) {
        // When
        Log.Read read = new Log.Tables().apply(log).read();
        // Then
        List<String> names = read.byKey().values().stream()
                .flatMap(event -> event.scopes().stream())
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(read.byName().keySet().stream().sorted().toList()).isEqualTo(names);
        read.byName()
                .forEach((name, event) ->
                        assertThat(event).isEqualTo(read.byKey().get(event.keyHash())));
    }

    @Test
    void anEventWhoseContentCannotBeOpenedClosesItsKeyAndAnOlderOneDoesNot() {
        // Given
        Newest<ApiKeyChanged, String> newest = new Newest<>(
                "test",
                ApiKeyChanged.class,
                event -> {
                    if (event.version() != 5) {
                        throw new GeneralSecurityException("no such key");
                    }
                    return "content";
                },
                new SimpleMeterRegistry().counter("unreadable"));
        Log log = new Log(List.of(new Said("red", 5, false), new Said("red", 4, false), new Said("red", 6, false)));
        // When
        newest.apply(log.record(0));
        newest.apply(log.record(1));
        String afterAnOlder = newest.get("red");
        newest.apply(log.record(2));
        // Then
        assertThat(afterAnOlder).isEqualTo("content");
        assertThat(newest.get("red")).isNull();
    }

    @Test
    void nothingIsFoundOfAnEventThatHoldsNothing() {
        // Given
        Newest<ApiKeyChanged, String> newest =
                new Newest<>("test", ApiKeyChanged.class, _ -> null, new SimpleMeterRegistry().counter("unreadable"));
        // When
        newest.apply(new Log(List.of(new Said("red", 1, false))).record(0));
        // Then
        assertThat(newest.get("red")).isNull();
    }
}
