package dev.postern.credential.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.fixtures.RecordedRequest;
import dev.postern.fixtures.RecordedRequest.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Skyvern's own clients put on the wire, byte for byte, as recorded from {@code @skyvern/client} 1.0.47 for Node and
 * {@code skyvern} 1.0.47 for Python; only host, key and id are this installation's.
 */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class SdkRequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(strings = {"typescript", "python"})
    void storeReadListChangeAndDelete(String sdk) throws IOException {
        // Given
        Organization organization = Installation.organization();
        String key = organization.key();
        // When
        Answer created = send(sdk + "-create", key, "");
        String id = json(created).get("credential_id").asText();
        Answer got = send(sdk + "-get", key, id);
        Answer listed = send(sdk + "-list", key, "");
        String found = storeSix(organization);
        Answer page = send(sdk + "-list-page", key, "");
        Answer updated = send(sdk + "-update", key, id);
        Answer deleted = send(sdk + "-delete", key, id);
        // Then
        assertThat(created.status()).isEqualTo(201);
        isACredential(
                json(created), "Acme", "{\"username\":\"u\",\"totp_type\":\"authenticator\",\"totp_identifier\":null}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(json(got)).isEqualTo(json(created));
        assertThat(listed.status()).isEqualTo(200);
        assertThat(json(listed)).containsExactly(json(created));
        assertThat(page.status()).isEqualTo(200);
        assertThat(json(page))
                .extracting(credential -> credential.get("credential_id").asText())
                .containsExactly(found);
        assertThat(updated.status()).isEqualTo(200);
        isACredential(
                json(updated),
                "Gr\u00fc\u00dfe",
                "{\"username\":\"u2\",\"totp_type\":\"email\",\"totp_identifier\":\"user@example.com\"}");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(send(sdk + "-get", key, id).status()).isEqualTo(404);
    }

    /** What the recorded search is for, six of it on pages of five; the one on the second page, which is the oldest. */
    private static String storeSix(Organization organization) {
        String body = """
                {"name":"a b&c","credential_type":"password","credential":{"username":"u","password":"p"}}""";
        String oldest = organization.store(body);
        for (int i = 1; i < 6; i++) {
            organization.store(body);
        }
        return oldest;
    }

    @Test
    void theOtherTypesAndExplicitNulls() throws IOException {
        String key = Installation.organization().key();
        for (String request : List.of("python-create-card", "python-create-secret", "python-create-nulls")) {
            Answer created = send(request, key, "");
            assertThat(created.status()).as(request + " " + created.body()).isEqualTo(201);
        }
        assertThat(json(send("python-list", key, "")))
                .extracting(credential -> credential.get("credential").toString())
                .containsExactly(
                        "{\"username\":\"u\",\"totp_type\":\"none\",\"totp_identifier\":null}",
                        "{\"secret_label\":null}",
                        "{\"last_four\":\"1111\",\"brand\":\"visa\"}");
    }

    /** Both clients answer a refused key with their own error type, made of status and body. */
    @ParameterizedTest
    @ValueSource(strings = {"typescript", "python"})
    void aWrongKeyIsToldInTheContractsWords(String sdk) throws IOException {
        Answer refused = send(sdk + "-create", "pk_wrong", "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"detail\":\"Invalid credentials\"}");
    }

    private static void isACredential(JsonNode answer, String name, String credential) throws IOException {
        // What the Python client insists on.
        assertThat(answer.fieldNames()).toIterable().contains("credential_id", "credential", "credential_type", "name");
        assertThat(answer.get("name").asText()).isEqualTo(name);
        assertThat(answer.get("credential_type").asText()).isEqualTo("password");
        assertThat(answer.get("credential")).isEqualTo(MAPPER.readTree(credential));
    }

    private Answer send(String recorded, String key, String id) throws IOException {
        Answer answer = RecordedRequest.of(SdkRequestsTest.class, recorded).send(service, key, id);
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("content-encoding");
        return answer;
    }

    private static JsonNode json(Answer answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }
}
