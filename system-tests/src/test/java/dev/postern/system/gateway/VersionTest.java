package dev.postern.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs says its version: on request, in its log and in its contract, alike. */
@ExtendWith(RunningSystem.class)
class VersionTest {

    @Test
    void requestLogAndContractTellOneVersion(LocalSystem system) throws Exception {
        // Given
        Api admin = Organizations.fresh(system);
        Api api = admin.as(Organizations.key(admin, "codes:push").get("key").asText());

        // When
        Api.Answer answer = api.get("/version");

        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String version = answer.json().get("version").asText();
        List<JsonNode> services = answer.json().get("services").valueStream().toList();
        assertThat(services)
                .extracting(service -> service.get("service").asText())
                .containsExactly("gateway", "credential-service", "code-ingest-service", "totp-resolver-service");
        assertThat(services)
                .allSatisfy(
                        service -> assertThat(service.get("version").asText()).isEqualTo(version));
        for (Service service : Service.values()) {
            assertThat(Files.readString(system.process(service).log()))
                    .contains(service.moduleName() + " " + version + " on JVM");
        }
        assertThat(new Api(system.gateway(), null).get("/openapi.yaml").text())
                .contains("\n  version: \"" + version + "\"\n");
    }

    @Test
    void withoutAKeyNoVersionIsTold(LocalSystem system) {
        // Given
        Api stranger = new Api(system.gateway(), null);

        // Then
        assertThat(stranger.get("/version").status()).isEqualTo(403);
        for (Service service : Service.values()) {
            assertThat(stranger.at(system.url(service)).get("/version").status())
                    .as(service.moduleName())
                    .isEqualTo(403);
        }
    }
}
