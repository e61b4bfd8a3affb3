package dev.postern.credential.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFieldsTest {

    @Test
    void areThoseOfTheDocument() {
        DocumentedBody.named("NewApiKey")
                .isReadBy(
                        body -> NewApiKey.read(JsonFields.of(body, List.of("body")), Instant.EPOCH), "{\"quotas\":{}}");
        DocumentedBody.named("ApiKeyChange")
                .isReadBy(
                        body -> ChangeApiKey.read(JsonFields.of(body, List.of("body")), KeyQuotas.NONE),
                        "{\"quotas\":{}}");
    }

    @Test
    void changeTheQuotasThatAreNamedAlone() {
        // Given
        KeyQuotas before = new KeyQuotas(60L, 120L, null, 5L, null, null, 7L, null);
        // When
        KeyQuotas after = before.changedBy(fields("""
                {"quotas":{"pushes_per_minute":null,"requests_at_once":5,"inbound_channels":null,"api_keys":3}}"""));
        // Then
        assertThat(after).isEqualTo(new KeyQuotas(null, 120L, 5L, 5L, null, 3L, null, null));
        assertThat(before.changedBy(fields("{}"))).isEqualTo(before);
        assertThat(KeyQuotas.NONE.told()).isNull();
        assertThat(KeyQuotas.NONE
                        .changedBy(fields("{\"quotas\":{\"credentials\":1}}"))
                        .told())
                .isNull();
    }

    @Test
    void refuseQuotasThatAreNone() {
        for (String quotas : List.of(
                "5",
                "{\"pushes_per_minute\":0}",
                "{\"pushes_per_minute\":\"x\"}",
                "{\"credentials\":0}",
                "{\"elephants\":5}")) {
            // Given
            JsonFields fields = fields("{\"quotas\":" + quotas + "}");
            // When
            KeyQuotas.NONE.changedBy(fields);
            // Then
            assertThatThrownBy(fields::check).as(quotas).isInstanceOf(Problem.class);
        }
    }

    private static JsonFields fields(String json) {
        try {
            return JsonFields.of(new ObjectMapper().readTree(json), List.of("body"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
