package dev.postern.credential.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewLoginTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";

    @Test
    void fieldsAreThoseOfTheDocument() {
        DocumentedBody.named("NewLogin").isReadBy(body -> NewLogin.read(JsonFields.of(body, List.of("body"))), "{}");
    }

    @Test
    void aKeyAloneIsAnAuthenticator() {
        CredentialContent.Login login = login("\"authenticator_key\":\"" + SEED + "\"");

        assertThat(login.totpType()).isEqualTo(TotpType.AUTHENTICATOR);
        assertThat(login.totp()).isEqualTo(SEED);
        assertThat(login.password()).isEmpty();
        assertThat(login.username()).isEmpty();
    }

    @Test
    void aKeyThatCountsIsKeptAsSuch() {
        CredentialContent.Login login =
                login("\"authenticator_key\":\"otpauth://hotp/a?secret=" + SEED + "&counter=3\"");

        assertThat(login.totp()).isNull();
        assertThat(login.hotp()).contains("counter=3");
    }

    @Test
    void theTypeOfReceivedCodesFollowsFromWhereTheyAreSent() {
        assertThat(login("\"totp_identifier\":\"a@example.com\"").totpType()).isEqualTo(TotpType.EMAIL);
        assertThat(login("\"totp_identifier\":\"+15550001111\"").totpType()).isEqualTo(TotpType.TEXT);
        assertThat(login("\"username\":\"a@example.com\",\"totp_type\":\"email\"")
                        .totpIdentifier())
                .isEqualTo("a@example.com");
        assertThat(login("\"password\":\"p\"").totpType()).isEqualTo(TotpType.NONE);
    }

    @Test
    void eachWrongFieldIsNamedOnce() {
        assertThat(wrong("{}")).containsExactly("name missing");
        assertThat(wrong("{\"name\":\"n\"}")).containsExactly("password missing");
        assertThat(wrong("{\"name\":\"n\",\"authenticator_key\":\"not base32!\"}"))
                .containsExactly("authenticator_key invalid_authenticator_key");
        assertThat(wrong("{\"name\":\"n\",\"totp_type\":\"authenticator\"}"))
                .containsExactly("authenticator_key missing");
        assertThat(wrong("{\"name\":\"n\",\"totp_type\":\"text\"}")).containsExactly("totp_identifier missing");
        assertThat(wrong("{\"name\":\"n\",\"totp_type\":\"email\",\"username\":\"anna\",\"password\":\"p\"}"))
                .containsExactly("totp_identifier missing");
        assertThat(wrong("{\"name\":\"n\",\"totp_type\":\"none\",\"authenticator_key\":\"" + SEED + "\"}"))
                .containsExactly("authenticator_key value_error");
        assertThat(wrong("{\"name\":\"n\",\"totp_type\":\"fax\",\"password\":\"p\"}"))
                .containsExactly("totp_type enum");
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        // Given
        CredentialContent.Login before =
                login("\"username\":\"anna\",\"password\":\"p\",\"authenticator_key\":\"" + SEED + "\"");

        // Then
        assertThat(changed(before, "{}")).isEqualTo(before);
        assertThat(changed(before, "{\"username\":\"bea\"}").totp()).isEqualTo(SEED);
        assertThat(changed(before, "{\"username\":null}").username()).isEmpty();
        assertThat(changed(before, "{\"password\":\"q\"}").password()).isEqualTo("q");
        assertThat(changed(before, "{\"totp_type\":\"authenticator\"}")).isEqualTo(before);
        assertThat(changed(before, "{\"totp_identifier\":\"a@example.com\"}").totpType())
                .isEqualTo(TotpType.AUTHENTICATOR);
        assertThat(name(before, "{}")).isEqualTo("before");
        assertThat(name(before, "{\"name\":\"after\"}")).isEqualTo("after");
    }

    @Test
    void anotherKindOfSecondFactorTakesTheKeyAway() {
        // Given
        CredentialContent.Login before = login("\"password\":\"p\",\"authenticator_key\":\"" + SEED + "\"");

        // Then
        assertThat(changed(before, "{\"totp_type\":\"none\"}").totp()).isNull();
        CredentialContent.Login email =
                changed(before, "{\"totp_type\":\"email\",\"totp_identifier\":\"a@example.com\"}");
        assertThat(email.totp()).isNull();
        assertThat(email.totpIdentifier()).isEqualTo("a@example.com");
        assertThat(changed(email, "{\"authenticator_key\":\"" + SEED + "\"}").totpType())
                .isEqualTo(TotpType.AUTHENTICATOR);
        assertThat(changed(before, "{\"authenticator_key\":null}").totpType()).isEqualTo(TotpType.NONE);
    }

    @Test
    void aKeyThatCountsSurvivesAChangeOfSomethingElse() {
        // Given
        CredentialContent.Login before =
                login("\"authenticator_key\":\"otpauth://hotp/a?secret=" + SEED + "&counter=3\"");

        // Then
        assertThat(changed(before, "{\"username\":\"anna\"}").hotp()).isEqualTo(before.hotp());
        assertThat(changed(before, "{\"totp_type\":\"authenticator\"}").hotp()).isEqualTo(before.hotp());
        assertThat(changed(before, "{\"authenticator_key\":\"" + SEED + "\"}").hotp())
                .isNull();
    }

    @Test
    void aChangeLeavesNoLoginWithoutAnything() {
        // Given
        CredentialContent.Login before = login("\"password\":\"p\"");

        // Then
        assertThat(wrongChange(before, "{\"password\":null}")).containsExactly("password missing");
        assertThat(wrongChange(before, "{\"name\":\"\"}")).hasSize(1).allMatch(error -> error.startsWith("name "));
        assertThat(wrongChange(before, "{\"totp_type\":\"authenticator\"}"))
                .containsExactly("authenticator_key missing");
        assertThat(wrongChange(before, "{\"totp_type\":\"text\"}")).containsExactly("totp_identifier missing");
    }

    private static CredentialContent.Login changed(CredentialContent.Login before, String json) {
        return (CredentialContent.Login)
                NewLogin.change(fields(json), "before", before).content();
    }

    private static String name(CredentialContent.Login before, String json) {
        return NewLogin.change(fields(json), "before", before).name();
    }

    private static List<String> wrongChange(CredentialContent.Login before, String json) {
        return errors(catchThrowableOfType(Problem.class, () -> changed(before, json)));
    }

    private static CredentialContent.Login login(String members) {
        return (CredentialContent.Login)
                read("{\"name\":\"n\"," + members + "}").content();
    }

    private static List<String> wrong(String json) {
        return errors(catchThrowableOfType(Problem.class, () -> read(json)));
    }

    private static List<String> errors(Problem problem) {
        return problem.errors().stream()
                .map(error -> error.loc().getLast() + " " + error.type())
                .toList();
    }

    private static CredentialBody read(String json) {
        return NewLogin.read(fields(json));
    }

    private static JsonFields fields(String json) {
        return JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                .fields();
    }
}
