package dev.postern.resolver.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.database.Sql;
import dev.postern.events.CodeReceived;
import dev.postern.events.OtherHashes;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.rehash.CurrentHashes;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.CodeRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * The index key is replaced while codes and requests come. Two neighbouring states of the keyset run side by side at any time, in any
 * service.
 */
class IndexKeyChangeTest {
    /** The old key, the new one behind it, the new one as the primary one, the new one alone. */
    private static final List<IndexKey> STATES = states();

    private static final List<String> SENDERS =
            List.of("", "no-reply@mail.shop.example", "login@bank.example", "+12025550117", "ACME");
    private static final List<Outcomes.Outcome> OUTCOMES = List.copyOf(EnumSet.allOf(Outcomes.Outcome.class));
    private static final List<String> SITES = List.of("", "www.shop.example", "bank.example");

    private static final Sql STATE = Sql.of("""
            SELECT r.code_request_id, r.status, r.totp_code_id, r.doubt FROM code_requests r
            WHERE r.organization_id = :organization ORDER BY r.created_at""");
    private static final Sql CODES = Sql.of("""
            SELECT c.totp_code_id, c.repeat_of, c.outcome, c.claimed_run FROM codes c
            WHERE c.organization_id = :organization ORDER BY c.stored_at""");

    private final ResolverDatabase database = ResolverDatabase.shared();
    private final ClaimDatabase claims = ClaimDatabase.shared();
    private String organization;
    private String address;

    private static List<IndexKey> states() {
        try {
            PrfConfig.register();
            KeysetHandle old = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                            .withRandomId()
                            .makePrimary())
                    .build();
            KeysetHandle both = KeysetHandle.newBuilder(old)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                            .withRandomId())
                    .build();
            KeysetHandle.Builder promoting = KeysetHandle.newBuilder(both);
            promoting.getAt(1).makePrimary();
            KeysetHandle promoted = promoting.build();
            KeysetHandle.Builder removing = KeysetHandle.newBuilder(promoted);
            removing.deleteAt(0);
            List<IndexKey> states = new ArrayList<>();
            for (KeysetHandle each : List.of(old, both, promoted, removing.build())) {
                states.add(IndexKey.of(each));
            }
            return states;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeTry
    void beginAnew() {
        organization = "o_" + UUID.randomUUID();
        address = UUID.randomUUID() + "@example.com";
    }

    private enum Act {
        ASK,
        COME,
        COME_BACK,
        SAY
    }

    /**
     * What happens next.
     *
     * @param which a run, an earlier request or a text
     * @param writer the state of the service that writes the event
     * @param replica the state of the resolver that takes it, or is asked
     */
    private record Step(Act act, int which, int sender, int site, int writer, int replica) {}

    @Property(tries = 40)
    void eachRequestGetsWhatItWouldGetUnderOneKey(@ForAll Random random) {
        // Given
        List<Step> steps = steps(random, random.nextInt(6, 16));
        // When
        List<String> asEver = play(steps.stream()
                .map(step -> new Step(step.act(), step.which(), step.sender(), step.site(), 0, 0))
                .toList());
        beginAnew();
        List<String> whileReplaced = play(steps);
        // Then
        assertThat(whileReplaced).as("%s", steps).isEqualTo(asEver);
    }

    /** First old and new services, then those with another primary key; or those of which some have lost the old key. */
    private static List<Step> steps(Random random, int count) {
        boolean atTheEnd = random.nextInt(4) == 0;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int lower = atTheEnd ? 2 : i * 2 / count;
                    return new Step(
                            Act.values()[random.nextInt(Act.values().length)],
                            random.nextInt(3),
                            random.nextInt(SENDERS.size()),
                            random.nextInt(SITES.size()),
                            lower + random.nextInt(2),
                            lower + random.nextInt(2));
                })
                .toList();
    }

    private List<String> play(List<Step> steps) {
        Map<String, String> names = new HashMap<>();
        List<String> requests = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Step step : steps) {
            IndexKey replica = STATES.get(step.replica());
            switch (step.act()) {
                case ASK -> {
                    RequestDraft draft = new RequestDraft(replica, organization, address).run("wr_" + step.which());
                    if (step.site() > 0) {
                        draft.onPageOf(SITES.get(step.site()));
                    }
                    if (step.sender() == 1) {
                        draft.from("shop.example");
                    }
                    String id = id(claims.requests.create(draft.request()));
                    names.put(id, "r" + requests.size());
                    requests.add(id);
                }
                case COME -> {
                    MessageDraft draft = drafts(step.writer())
                            .message(organization, address)
                            .code(Integer.toString(482_913 + step.which()));
                    if (step.sender() > 0) {
                        draft.from(SENDERS.get(step.sender()));
                    }
                    CodeReceived code = draft.event();
                    names.put(code.totpCodeId(), "c" + names.size());
                    claims.codes.arrive(hashes(replica).of(code));
                }
                case COME_BACK ->
                    some(requests, step).forEach(id -> claims.attendance.comeBack(organization, id, null));
                case SAY ->
                    some(requests, step)
                            .forEach(id -> claims.outcomes.report(
                                    organization, id, OUTCOMES.get(step.sender() % OUTCOMES.size())));
            }
            told.add(step.act() + " " + state(names));
        }
        return told;
    }

    private static Stream<String> some(List<String> requests, Step step) {
        return requests.stream().skip(step.which()).limit(1);
    }

    private static String id(CodeRequests.Creation creation) {
        return ((CodeRequests.Creation.Created) creation).request().id();
    }

    private List<String> state(Map<String, String> names) {
        return database.transactions().run(connection -> {
            List<String> all = new ArrayList<>(STATE.query(
                    connection,
                    parameters -> parameters.set("organization", organization),
                    row -> "%s %s %s %s"
                            .formatted(
                                    names.get(row.getString(1)),
                                    row.getString(2),
                                    names.get(row.getString(3)),
                                    row.getString(4))));
            all.addAll(CODES.query(
                    connection,
                    parameters -> parameters.set("organization", organization),
                    row -> "%s %s %s %s"
                            .formatted(
                                    names.get(row.getString(1)),
                                    names.get(row.getString(2)),
                                    row.getString(3),
                                    row.getString(4))));
            return all;
        });
    }

    /** A request and its code at once, at replicas of neighbouring states: neither misses the other, and all of it has one match key. */
    @Property(tries = 6)
    void aRequestAndItsCodeMeetWhileOldAndNewReplicasRun(@ForAll Random random) {
        // Given
        List<Runnable> all = new ArrayList<>();
        int logins = 24;
        for (int i = 0; i < logins; i++) {
            String where = i + address;
            int lower = random.nextInt(2);
            IndexKey asked = STATES.get(lower + random.nextInt(2));
            IndexKey taken = STATES.get(lower + random.nextInt(2));
            MessageDrafts drafts = drafts(lower + random.nextInt(2));
            all.add(() -> claims.requests.create(new RequestDraft(asked, organization, where).request()));
            all.add(() -> claims.codes.arrive(hashes(taken).of(drafts.code(organization, where, "482913"))));
        }
        // When
        atOnce(all);
        // Then
        List<String> given = texts("""
                SELECT totp_code_id FROM code_requests
                WHERE organization_id = :organization AND status = 'delivered'""");
        assertThat(given).hasSize(logins).doesNotHaveDuplicates();
    }

    private static void atOnce(List<Runnable> all) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(all.stream()
                            .map(each -> CompletableFuture.runAsync(each, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Several logins at one identifier at once: no code goes to two of them, and all rows have one match key. One may be in doubt. */
    @Property(tries = 6)
    void eachCodeIsHandedOutOnceWhileOldAndNewReplicasRun(@ForAll Random random) {
        // Given
        List<Runnable> all = new ArrayList<>();
        int logins = 6;
        for (int i = 0; i < logins; i++) {
            int number = i;
            IndexKey asked = STATES.get(1 + random.nextInt(2));
            IndexKey taken = STATES.get(1 + random.nextInt(2));
            MessageDrafts drafts = drafts(random.nextInt(3));
            all.add(() -> claims.requests.create(new RequestDraft(asked, organization, address)
                    .run("wr_" + number)
                    .request()));
            all.add(() -> claims.codes.arrive(hashes(taken).of(drafts.code(organization, address, "48291" + number))));
        }
        // When
        atOnce(all);
        // Then
        assertThat(texts("""
                SELECT totp_code_id FROM code_requests
                WHERE organization_id = :organization AND status = 'delivered'""")).isNotEmpty().doesNotHaveDuplicates();
        assertThat(texts("""
                SELECT match_key FROM codes WHERE organization_id = :organization
                UNION SELECT match_key FROM code_requests WHERE organization_id = :organization""")).hasSize(1);
    }

    @Example
    void anotherAttemptOfADeliveryUnderAnotherIdChangesNothing() {
        // Given
        String first = "totp_" + UUID.randomUUID();
        String second = "totp_" + UUID.randomUUID();
        arrive(
                2,
                drafts(1)
                        .message(organization, address, first)
                        .from("a@b.example")
                        .code("482913")
                        .otherwise(new OtherHashes(Map.of(second, first)))
                        .event());
        MessageDraft again = drafts(2)
                .message(organization, address, second)
                .from("a@b.example")
                .code("482913")
                .otherwise(new OtherHashes(Map.of(first, second)));
        // When
        arrive(1, again.event());
        CodeRequest request = ask(2, "wr_1");
        CodeRequest other = ask(1, "wr_2");
        List<CodeRequest> late = arrive(2, again.event());
        // Then
        assertThat(request.isFinal()).isTrue();
        assertThat(other.isFinal()).isFalse();
        assertThat(late).isEmpty();
    }

    @Example
    void aTokenIsGoodForOneContentUnderAllKeys() {
        // Given
        List<String> token = STATES.get(1).digests("token", organization);
        List<String> content = STATES.get(1).digests("content", organization);
        OtherHashes others = new OtherHashes(Map.of(token.get(1), token.get(0), content.get(1), content.get(0)));
        OtherHashes turned = new OtherHashes(Map.of(token.get(0), token.get(1), content.get(0), content.get(1)));
        arrive(
                1,
                drafts(1)
                        .message(organization, address)
                        .under(token.get(0), content.get(0))
                        .code("482913")
                        .otherwise(others)
                        .event());
        // When the content comes again, and another under the token
        arrive(
                2,
                drafts(2)
                        .message(organization, address)
                        .under(token.get(1), content.get(1))
                        .code("551204")
                        .otherwise(turned)
                        .event());
        arrive(
                2,
                drafts(2)
                        .message(organization, address)
                        .under(token.get(1), STATES.get(2).digest("forged"))
                        .code("666666")
                        .otherwise(turned)
                        .event());
        // Then
        assertThat(texts("SELECT totp_code_id FROM codes WHERE organization_id = :organization"))
                .hasSize(2);
    }

    private List<CodeRequest> arrive(int replica, CodeReceived code) {
        return claims.codes.arrive(hashes(STATES.get(replica)).of(code));
    }

    private CodeRequest ask(int replica, String run) {
        RequestDraft draft = new RequestDraft(STATES.get(replica), organization, address).run(run);
        return ((CodeRequests.Creation.Created) claims.requests.create(draft.request())).request();
    }

    private List<String> texts(String sql) {
        return database.transactions()
                .query(
                        Sql.of(sql),
                        parameters -> parameters.set("organization", organization),
                        row -> row.getString(1));
    }

    private static MessageDrafts drafts(int state) {
        return new MessageDrafts(TestKeys.SEALER, STATES.get(state), Clock.systemUTC());
    }

    private static CurrentHashes hashes(IndexKey key) {
        return new CurrentHashes(key, TestKeys.SEALER, new Sites(key, TestKeys.SEALER));
    }
}
