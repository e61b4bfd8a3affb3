package dev.postern.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.client.error.Problem;
import dev.postern.client.error.SettingsException;
import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.model.CodeAnswer;
import dev.postern.client.model.CodeRequestAnswer;
import dev.postern.client.model.CodesPage;
import dev.postern.client.model.TOTPCode;
import dev.postern.client.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no server: settings, what is shown, and how refusals are read. */
class PosternTest {

    @Test
    void saysWhereItIsAndNeverTheKey() {
        // When
        Postern client = Postern.at("https://me:pw@postern.example:8443/base/", "pk_secret");

        // Then
        assertThat(client.toString()).isEqualTo("Postern https://postern.example:8443");
        assertThat(client.wire().server().toString()).doesNotContain("pw", "pk_");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, k",
                "'', k",
                "http://postern.example, -",
                "postern.example, k",
                "ftp://x, k",
                "http://x, 'k\n1'",
                "http://me:pw@x/?a=b, k",
                "http://x/#a, k",
                "http://x:99999, k",
                "http://x:port, k",
                "http://[::1, k",
                "http://, k",
                "//x, k"
            })
    void saysWhatIsMissing(String url, String key) {
        assertThatThrownBy(() -> Postern.at(url, key))
                .isInstanceOf(SettingsException.class)
                .message()
                .doesNotContain("pw");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://postern.example:8443//, https://postern.example:8443",
        "http://[::1]:8080/, http://[::1]:8080",
        "' http://me:p%40ss@10.0.0.1/a/b ', http://10.0.0.1",
        "https://p\u00f6stern.example, https://xn--pstern-wxa.example"
    })
    void anAddressMayBeWrittenInSeveralWays(String url, String shown) {
        assertThat(Postern.at(url, "k")).hasToString("Postern " + shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example:8443/v1/codes?totp_identifier=secret, https://other.example:8443",
        "https://me:pw@other.example/, another address",
        "/login, another address"
    })
    void aRedirectTellsTheHostAlone(String location, String place) {
        assertThat(Problem.ofRedirect(302, location))
                .hasMessage("302: The server redirects to " + place
                        + ". Set POSTERN_URL to the address that answers itself");
    }

    @Test
    void anyLengthOfTimeIsOne() {
        // Given
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);

        // Then
        assertThat(LoginOptions.identifier("a").lifetime(longest).fields().json())
                .containsEntry("timeout_seconds", 86_400L);
        assertThat(new Patience(longest, longest, longest).holdSeconds(longest)).isEqualTo(55);
        assertThat(new Patience(longest, longest, Duration.ZERO).grace()).isPositive();
    }

    @Test
    void noModelShowsACodeAMessageOrAnAddress() throws Exception {
        // Given
        JsonObject told =
                JsonObject.of(Json.read("{\"code\":\"plugh\",\"content\":\"plugh\",\"totp_identifier\":\"plugh\"}"));

        // Then
        assertThat(List.of(CodeAnswer.of(told), CodeRequestAnswer.of(told), TOTPCode.of(told)))
                .noneMatch(model -> model.toString().contains("plugh"));
        assertThat(CodeAnswer.of(told).code()).isEqualTo("plugh");
        assertThat(Call.of("GET", "/v1/codes?totp_identifier=plugh").toString()).doesNotContain("plugh");
        assertThat(told.toString()).doesNotContain("plugh");
    }

    @Test
    void fieldsOfALaterVersionAreLeftOutAndListsAreRead() throws Exception {
        // When
        CodesPage page = CodesPage.of(JsonObject.of(
                Json.read("{\"codes\":[{\"code\":\"1\",\"new\":2,\"evidence\":{\"rule\":\"r\"}}],\"more\":1}")));

        // Then
        assertThat(page.codes().getFirst().evidence().rule()).isEqualTo("r");
    }

    @Test
    void problemsOfAllFormsAreRead() {
        Map.of(
                        "{\"type\":\"t\",\"detail\":\"d\",\"errors\":[{\"type\":\"t\",\"pointer\":\"/a\",\"detail\":\"e\"}]}",
                        "422: d; /a: e",
                        "{\"detail\":[{\"loc\":[\"body\",\"content\"],\"msg\":\"m\",\"type\":\"t\"}]}",
                        "422: Fields are missing or wrong; /body/content: m",
                        "{\"detail\":\"plain\"}",
                        "422: plain",
                        "<html>",
                        "422: without a word",
                        "[]",
                        "422: without a word")
                .forEach(
                        (body, words) -> assertThat(Problem.of(422, body, null)).hasMessage(words));
    }
}
