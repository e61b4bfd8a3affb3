package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists have pages, bounded in rows and in bytes. */
@ExtendWith(RunningSystem.class)
class PagesTest {
    private static final Map<String, String> THINGS = Map.of(
            "/v1/api-keys", "{\"name\":\"n\",\"scopes\":[\"codes:read\"]}",
            "/v1/inbound-channels", "{\"name\":\"n\",\"provider\":\"mime\"}",
            "/v1/credential_folders", "{\"title\":\"t\"}",
            "/v1/totp-url-endpoints",
                    "{\"name\":\"n\",\"totp_identifier\":\"a@x.org\",\"signing_keys\":[\"0123456789abcdef\"]}");

    @Test
    void aListIsReadPageByPage(LocalSystem system) {
        Api api = Organizations.fresh(system);
        THINGS.forEach((path, body) -> {
            // Given
            for (int i = 0; i < 5; i++) {
                assertThat(api.post(path, body).status()).isIn(200, 201);
            }

            // When
            List<JsonNode> whole = elements(api.get(path + "?page_size=500"));
            List<JsonNode> paged = new ArrayList<>();
            for (int page = 1; paged.size() < whole.size(); page++) {
                List<JsonNode> more = elements(api.get(path + "?page_size=2&page=" + page));
                assertThat(more).hasSizeBetween(1, 2);
                paged.addAll(more);
            }

            // Then
            assertThat(whole).hasSizeGreaterThanOrEqualTo(5);
            assertThat(paged).isEqualTo(whole);
            assertThat(elements(api.get(path + "?page=1000"))).isEmpty();
            assertThat(api.get(path + "?page_size=501").status()).isEqualTo(422);
            assertThat(api.get(path + "?page=0").status()).isEqualTo(422);
        });
    }

    @Test
    void organizationsHavePagesToo(LocalSystem system) {
        // Given
        Organizations.fresh(system);
        Organizations.fresh(system);

        // Then
        Api operator = Organizations.operator(system);
        List<JsonNode> two = elements(operator.get("/v1/organizations?page_size=2"));
        assertThat(two).hasSize(2);
        assertThat(elements(operator.get("/v1/organizations?page_size=1&page=2")))
                .containsExactly(two.get(1));
    }

    @Test
    void aPageOfLargeRowsIsRefusedAndASmallerOneIsNot(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("\"m")
                    .append(i)
                    .append("\":\"")
                    .append("x".repeat(9_000))
                    .append('"');
        }
        String body =
                "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\""
                        + "p".repeat(65_000) + "\",\"metadata\":{" + members + "}}}";
        for (int i = 0; i < 100; i++) {
            Api.Answer made = api.post("/v1/credentials", body);
            assertThat(made.status()).as(made.text()).isEqualTo(201);
        }

        // Then
        Api.Answer refused = api.get("/v1/credentials?page_size=100");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/detail/0/loc/1").asText()).isEqualTo("page_size");
        assertThat(elements(api.get("/v1/credentials?page_size=50"))).hasSize(50);
    }

    private static List<JsonNode> elements(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonNode> elements = new ArrayList<>();
        answer.json().forEach(elements::add);
        return elements;
    }
}
