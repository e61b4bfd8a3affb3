package dev.postern.credential.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.credential.apikey.IssuedKey;
import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.vault.SecretText;
import dev.postern.events.internal.AuthenticatorAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever prints a secret, or hands it to a JSON mapper that is as forgiving as can be, shows nothing of it. */
class SecretTypesTest {
    private static final String CANARY = "JBSWY3DPEHPK3PXP";

    static List<Object> secrets() {
        AuthenticatorKey key = AuthenticatorKey.parse(CANARY).orElseThrow();
        SecretMembers members = new SecretMembers();
        members.put("password", CANARY);
        CounterKey counterKey = CounterKey.parse("otpauth://hotp/x?secret=" + CANARY + "&counter=1")
                .orElseThrow();
        return List.of(
                counterKey,
                counterKey.authenticator(),
                new SecretText(CANARY),
                key,
                key.authenticator(),
                key.authenticator().seed(),
                key.authenticator().codeAt(1),
                members);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void showNothing(Object secret) {
        // Given
        JsonMapper mapper = JsonMapper.builder()
                .findAndAddModules()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
        // When
        String printed = secret.toString();
        String serialised = mapper.valueToTree(secret).toString();
        // Then
        assertThat(printed).doesNotContain(CANARY).doesNotContain("Hello!").doesNotContain("996554");
        assertThat(serialised).doesNotContain(CANARY).doesNotContain("SGVsbG8h").doesNotContain("996554");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anAnswerWithASecretDoesNotPrintIt(Object answer) {
        assertThat(answer.toString()).doesNotContain(CANARY);
    }

    static List<Object> bodies() {
        return List.of(
                new IssuedKey.View("ak_1", "n", List.of(), CANARY, Instant.EPOCH, null, null),
                new CredentialContent.Login("u", CANARY, CANARY, TotpType.NONE, CANARY, Map.of("m", CANARY), CANARY),
                new CredentialContent.Card(Map.of("card_number", CANARY), null, CANARY, CANARY, null),
                new CredentialContent.Text(CANARY, CANARY),
                new CredentialBody(
                        "n",
                        new CredentialContent.Text(CANARY, null),
                        null,
                        Set.of(),
                        new BrowserChange(Set.of(), BrowserSettings.NONE)),
                new AuthenticatorAnswer.Code(CANARY, 1, Instant.EPOCH, Instant.EPOCH),
                new AuthenticatorAnswer.Received(CANARY, CANARY));
    }
}
