package dev.postern.credential.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.body.JsonBody;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialBodyTest {

    @Test
    void readsALogin() {
        // When
        CredentialBody read = read("""
                {"name":"Acme","credential_type":"password",
                 "credential":{"username":"u","password":"p","totp":"jbsw y3dp ehpk 3pxp","totp_type":"authenticator"}}""").withKeysUnderstood();
        // Then
        assertThat(read.content().type()).isEqualTo(CredentialType.PASSWORD);
        assertThat(login(read).username()).isEqualTo("u");
        assertThat(login(read).totpType()).isEqualTo(TotpType.AUTHENTICATOR);
        assertThat(read.content().secrets().authenticatorKey()).isPresent();
        assertThat(read.content().secrets().text("totp").reveal()).isEqualTo("jbswy3dpehpk3pxp");
    }

    @Test
    void keepsASeedOfAnyOtherTypeUntouched() {
        // When
        CredentialBody read = read("""
                {"name":"","credential_type":"password",
                 "credential":{"username":"u","password":"p","totp":"jbsw y3dp ehpk 3pxp"}}""").withKeysUnderstood();
        // Then
        assertThat(login(read).totpType()).isEqualTo(TotpType.NONE);
        assertThat(read.content().secrets().text("totp").reveal()).isEqualTo("jbsw y3dp ehpk 3pxp");
        assertThat(read.content().secrets().authenticatorKey()).isPresent();
    }

    @Test
    void refusesAnAuthenticatorWithoutAKey() {
        CredentialBody body = read("""
                {"name":"n","credential_type":"password",
                 "credential":{"username":"u","password":"p","totp":" ","totp_type":"authenticator"}}""");
        assertThatThrownBy(body::withKeysUnderstood)
                .isInstanceOfSatisfying(
                        AuthenticatorKeyRefused.class,
                        refused -> assertThat(refused.errorCode()).isEqualTo("authenticator_key_required"));
    }

    @Test
    void refusesAnAuthenticatorWithABadKey() {
        CredentialBody body = read("""
                {"name":"n","credential_type":"password",
                 "credential":{"username":"u","password":"p","totp":"OP_TOTP","totp_type":"authenticator"}}""");
        assertThatThrownBy(body::withKeysUnderstood)
                .isInstanceOfSatisfying(
                        AuthenticatorKeyRefused.class,
                        refused -> assertThat(refused.errorCode()).isEqualTo("invalid_authenticator_key"));
    }

    @Test
    void showsTheLastFourDigitsOfACard() {
        // When
        CredentialBody read = read("""
                {"name":"n","credential_type":"credit_card","credential":{"card_number":"4111111111111234",
                 "card_cvv":"1","card_exp_month":"1","card_exp_year":"1","card_brand":"visa","card_holder_name":"h"}}""").withKeysUnderstood();
        // Then
        assertThat(card(read).lastFour()).isEqualTo("1234");
        assertThat(card(read).brand()).isEqualTo("visa");
        assertThat(read.content().secrets().text("card_number").reveal()).isEqualTo("4111111111111234");
    }

    @Test
    void namesTheErrorsOfEveryModelWhenNoneFits() {
        // When
        List<String> errors = errors("""
                {"name":"n","credential_type":"password","credential":{"username":"","password":"p"}}""");
        // Then
        assertThat(errors)
                .startsWith("[body, credential, NonEmptyPasswordCredential, username] string_too_short")
                .contains("[body, credential, NonEmptyCreditCardCredential, card_number] missing")
                .endsWith("[body, credential, SecretCredential, secret_value] missing");
    }

    @Test
    void refusesANullTotpType() {
        assertThat(errors("""
                {"name":"n","credential_type":"password",
                 "credential":{"username":"u","password":"p","totp_type":null}}""")).contains("[body, credential, NonEmptyPasswordCredential, totp_type] enum");
    }

    @Test
    void namesTheErrorsOfMetadata() {
        assertThat(errors("""
                {"name":"n","credential_type":"secret","credential":{"username":"u","password":"p","metadata":{"a":1}}}""")).contains("[body, credential, NonEmptyPasswordCredential, metadata, a] string_type");
    }

    @Test
    void refusesACredentialThatIsNoObject() {
        assertThat(errors("""
                {"name":"n","credential_type":"password","credential":"u:p"}"""))
                .containsExactly(
                        "[body, credential, NonEmptyPasswordCredential] model_attributes_type",
                        "[body, credential, NonEmptyCreditCardCredential] model_attributes_type",
                        "[body, credential, SecretCredential] model_attributes_type");
    }

    @Test
    void namesEveryMissingField() {
        assertThat(errors("{}"))
                .containsExactly(
                        "[body, name] missing", "[body, credential_type] missing", "[body, credential] missing");
    }

    @Test
    void refusesAnUpperCaseType() {
        assertThat(errors("""
                {"name":"n","credential_type":"PASSWORD","credential":{"username":"u","password":"p"}}""")).containsExactly("[body, credential_type] enum");
    }

    @Test
    void refusesACredentialThatContradictsItsType() {
        assertThat(errors("""
                {"name":"n","credential_type":"secret","credential":{"username":"u","password":"p"}}""")).containsExactly("[body, credential] value_error");
    }

    @Test
    void takesTheModelThatUsesMoreOfTheMembers() {
        // When
        CredentialBody read = read("""
                {"name":"n","credential_type":"password","credential":{"secret_value":"s","username":"u","password":"p"}}""").withKeysUnderstood();
        // Then
        assertThat(login(read).username()).isEqualTo("u");
    }

    private static CredentialContent.Login login(CredentialBody body) {
        return (CredentialContent.Login) body.content();
    }

    private static CredentialContent.Card card(CredentialBody body) {
        return (CredentialContent.Card) body.content();
    }

    private static CredentialBody read(String json) {
        return CredentialBody.read(JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                .fields());
    }

    private static List<String> errors(String json) {
        return catchThrowableOfType(Problem.class, () -> read(json)).errors().stream()
                .map(error -> error.loc() + " " + error.type())
                .toList();
    }
}
