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

    private static CredentialContent.Login login(String members) {
        return (CredentialContent.Login)
                read("{\"name\":\"n\"," + members + "}").content();
    }

    private static List<String> wrong(String json) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(json));
        return problem.errors().stream()
                .map(error -> error.loc().getLast() + " " + error.type())
                .toList();
    }

    private static CredentialBody read(String json) {
        return NewLogin.read(JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                .fields());
    }
}
