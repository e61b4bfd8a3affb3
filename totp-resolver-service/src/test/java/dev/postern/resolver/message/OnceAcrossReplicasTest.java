package dev.postern.resolver.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.resolver.MessageDraft;
import dev.postern.resolver.MessageDrafts;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.claim.ClaimDatabase;
import dev.postern.resolver.state.Lifespan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/** Replicas that know nothing of one another take posts in, again and again and in any order. Where they meet, each message is one. */
class OnceAcrossReplicasTest {
    private static final Sql STORED = Sql.of("""
            SELECT totp_code_id FROM codes WHERE organization_id = :organization
            UNION ALL SELECT totp_code_id FROM messages WHERE organization_id = :organization""");

    private final ResolverDatabase database = ResolverDatabase.shared();
    private final ClaimDatabase claims = ClaimDatabase.shared();
    private final Messages messages = new Messages(database.transactions(), new Lifespan(10));
    private final Map<Integer, MessageDraft> drafts = new ConcurrentHashMap<>();
    private String organization;

    @BeforeTry
    void beginAnew() {
        organization = "o_" + UUID.randomUUID();
        drafts.clear();
    }

    /**
     * A post as a replica took it.
     *
     * @param message which of the provider's messages it says it is
     * @param token what it came under
     * @param content what was posted
     */
    record Taken(int message, int token, int content) {}

    @Property(tries = 40)
    void eachMessageIsOneAndNoTokenIsGoodForTwoContents(@ForAll("posts") List<Taken> posts) {
        // Given
        Map<Integer, Integer> spent = new HashMap<>();
        Set<String> expected = new TreeSet<>();
        // When
        posts.forEach(post -> {
            arrive(post);
            if (spent.merge(post.token(), post.content(), (first, _) -> first) == post.content()) {
                expected.add(draft(post).event().totpCodeId());
            }
        });
        // Then
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Example
    void twoContentsAtOneTimeAreOne() {
        // When
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> new Taken(i, 0, i))
                        .map(post -> CompletableFuture.runAsync(() -> arrive(post)))
                        .toArray(CompletableFuture[]::new))
                .join();
        // Then
        assertThat(stored()).hasSize(1);
    }

    @Provide
    Arbitrary<List<Taken>> posts() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 4);
        return Combinators.combine(few, few, few)
                .as(Taken::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** Messages of odd numbers hold no code. */
    private void arrive(Taken post) {
        MessageDraft draft = draft(post);
        String token = organization + post.token();
        if (post.message() % 2 == 0) {
            claims.codes.arrive(draft.under(token, "content " + post.content()).event());
        } else {
            messages.keep(draft.under(token, "content " + post.content()).unparsed("Hello"));
        }
    }

    private MessageDraft draft(Taken post) {
        return drafts.computeIfAbsent(
                post.message(),
                _ -> MessageDrafts.plain()
                        .message(organization, "anna@example.com")
                        .code("482913"));
    }

    private List<String> stored() {
        return new ArrayList<>(database.transactions()
                .query(STORED, parameters -> parameters.set("organization", organization), row -> row.getString(1)));
    }
}
