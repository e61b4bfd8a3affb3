package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.platform.body.TextLimit;
import io.agroal.api.AgroalDataSource;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What a reader of fields accepts, PostgreSQL and Kafka's producer can hold: docs/rules.md, "What a caller may send". */
class AcceptedTextsTest {
    // Of Kafka's producers, unless set otherwise: max.request.size.
    private static final int LARGEST_RECORD = 1_048_576;
    private static final Sql STORE = Sql.of("INSERT INTO pairs VALUES (:one, :other)");
    private static final Sql FIND = Sql.of("SELECT one FROM pairs WHERE one = :one AND other = :other");

    private static AgroalDataSource pool;

    @BeforeContainer
    static void start() throws Exception {
        pool = Pool.fresh();
        // As ix_codes_run and ix_code_requests_run have it: two ids of callers at most.
        Pool.execute(pool, "CREATE TABLE pairs (one text, other text); CREATE INDEX ON pairs (one, other)");
    }

    @AfterContainer
    static void stop() {
        pool.close();
    }

    @Property
    void twoIdsFitAnIndexAndAreFoundByIt(@ForAll("ids") String one, @ForAll("ids") String other) {
        // Given
        Transactions transactions = new Transactions(pool);
        Sql.Binding pair = parameters -> parameters.set("one", one).set("other", other);
        // When
        transactions.update(STORE, pair);
        // Then
        assertThat(transactions.query(FIND, pair, row -> row.getString(1))).contains(one);
    }

    @Property
    void anEventOfLongestTextsFitsARecordAndIsReadBackEqual(
            @ForAll("ids") String id, @ForAll("names") String name, @ForAll("identifiers") String identifier)
            throws Exception {
        // Given
        AuditRecorded event = new AuditRecorded(id, id, name, name, identifier, id, Instant.EPOCH, null);
        // When
        byte[] value = EventJson.write(event);
        // Then
        assertThat(value).hasSizeLessThan(LARGEST_RECORD / 10);
        assertThat(EventJson.readerFor(AuditRecorded.class).read(value)).isEqualTo(event);
    }

    @Provide
    Arbitrary<String> ids() {
        return texts(TextLimit.ID);
    }

    @Provide
    Arbitrary<String> names() {
        return texts(TextLimit.NAME);
    }

    @Provide
    Arbitrary<String> identifiers() {
        return texts(TextLimit.IDENTIFIER);
    }

    /** Texts of any characters, many of them of the greatest length and of four bytes each. */
    private static Arbitrary<String> texts(TextLimit limit) {
        Arbitrary<Integer> lengths =
                Arbitraries.oneOf(Arbitraries.integers().between(0, limit.most()), Arbitraries.just(limit.most()));
        Arbitrary<Integer> characters = Arbitraries.oneOf(
                Arbitraries.integers().between(1, Character.MAX_CODE_POINT),
                Arbitraries.integers().between(0x10000, Character.MAX_CODE_POINT));
        return lengths.flatMap(length -> characters.list().ofSize(length))
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .filter(limit::allows);
    }
}
