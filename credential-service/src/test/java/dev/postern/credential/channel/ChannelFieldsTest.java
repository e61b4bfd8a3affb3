package dev.postern.credential.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SecretForm;
import dev.postern.credential.provider.SecretKind;
import dev.postern.credential.vault.SecretText;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelFieldsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecretText SECRET = new SecretText("s");
    private static final ChannelSettings BEFORE =
            new ChannelSettings("n", Provider.MIME, IdentifierRule.RECIPIENT, null, List.of(SECRET), Map.of(), null);

    @Test
    void ofANewChannelAreThoseOfTheDocument() {
        DocumentedBody.named("InboundChannelSettings")
                .isReadBy(body -> ChannelFields.create(JsonFields.of(body, List.of("body")), SECRET), """
                    {"identifier":{"from":"header"}}\
                    """, """
                    {"identifier":{"from":"fixed"}}\
                    """);
    }

    @Test
    void ofAChangeAreThoseOfTheDocument() {
        DocumentedBody.named("InboundChannelSettings")
                .isReadBy(body -> ChannelFields.change(JsonFields.of(body, List.of("body")), BEFORE), """
                    {"identifier":{"from":"header"}}\
                    """, """
                    {"identifier":{"from":"fixed"}}\
                    """);
    }

    /** No channel is made that could refuse every post because of what its owner said of its secrets. */
    @Test
    void whateverTheSecretsOfANewChannelItCanTakePostsOrIsNotMade() {
        for (Provider provider : Provider.values()) {
            List<SecretKind> kinds = provider.secretRule().kinds();
            boolean needsSecret = kinds.stream().anyMatch(kind -> kind.need() != SecretKind.Need.OPTIONAL);
            isEither(provider, null, needsSecret);
            isEither(provider, "null", true);
            isEither(provider, "[]", needsSecret);
            isEither(provider, "[\"\"]", true);
            isEither(provider, "[\" \"]", true);
            isEither(provider, "[\"a\\nb\"]", true);
            isEither(provider, "[null]", true);
            isEither(provider, "\"a secret\"", true);
            for (SecretKind kind : kinds) {
                boolean isAloneEnough = !needsSecret || kind.need() != SecretKind.Need.OPTIONAL;
                isEither(provider, "[\"" + kind.example() + "\"]", !isAloneEnough);
                isEither(provider, "[\"" + kind.example() + "\",\"\"]", true);
                if (kind.form() != SecretForm.USER_AND_PASSWORD) {
                    isEither(provider, "[\" " + kind.example() + "\"]", true);
                    isEither(provider, "[\"" + kind.example() + "\\n\"]", true);
                }
            }
            String all =
                    kinds.stream().map(kind -> "\"" + kind.example() + "\"").collect(Collectors.joining(",", "[", "]"));
            isEither(provider, all, false);
        }
    }

    private static void isEither(Provider provider, @Nullable String secrets, boolean refused) {
        String settings = provider.requiredSettings().stream()
                .map(setting -> "\"" + setting.wireName() + "\":\"" + setting.example() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        String body = "{\"name\":\"n\",\"provider\":\"" + provider.wireName() + "\",\"settings\":" + settings
                + (secrets == null ? "" : ",\"secrets\":" + secrets) + "}";
        String said = provider + " with secrets " + secrets;
        try {
            ChannelFields.create(JsonFields.of(JSON.readTree(body), List.of("body")), SECRET);
            assertThat(refused).as(said).isFalse();
        } catch (Problem e) {
            assertThat(refused).as(said + e.errors()).isTrue();
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_BODY);
            assertThat(e.errors()).allSatisfy(error -> {
                assertThat(error.loc()).startsWith("body", "secrets");
                assertThat(error.msg()).as(said).matches("\\p{Lu}.{10,}");
            });
        } catch (JsonProcessingException e) {
            throw new AssertionError(said, e);
        }
    }

    @Test
    void aRefreshTokenNeedsTheApplicationItWasGivenTo() {
        String body = """
            {"name":"n","provider":"imap","secrets":["a-refresh-token"],
             "settings":{"server":"imap.gmail.com","user":"anna@gmail.com","oauth":"google"}}\
            """;
        assertThatThrownBy(() -> ChannelFields.create(JsonFields.of(JSON.readTree(body), List.of("body")), SECRET))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldError::loc)
                                .containsExactly(List.of("body", "settings", "client_id")));
    }

    @Test
    void ofARotationAreThoseOfTheDocument() {
        DocumentedBody.named("TokenRotation")
                .isReadBy(body -> InboundChannelsResource.keepPrevious(JsonFields.of(body, List.of("body"))), "{}");
    }
}
