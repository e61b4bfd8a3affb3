package dev.postern.system.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.LocalSystem;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Collector;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.Twilio;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class TracesTest {
    private static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Test
    void goFromAProvidersPostToTheDelivery(LocalSystem system, Collector collector) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String url = api.post("/v1/inbound-channels", """
                {"name":"n","provider":"twilio","secrets":["%s"]}""".formatted(AUTH_TOKEN))
                .json()
                .get("url")
                .asText();
        CompletableFuture<Api.Answer> login =
                api.postLater("/v1/code-requests", "{\"totp_identifier\":\"+12025550143\"}", "Prefer", "wait=30");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                api.get("/v1/code-requests?status=waiting").json())
                        .isNotEmpty());
        // When
        var message = Twilio.message("SM1", "+12025550143", "482913 is your code");
        api.as(null)
                .postAs(
                        "application/x-www-form-urlencoded",
                        url.substring(api.base().toString().length()),
                        Twilio.form(message),
                        "X-Twilio-Signature",
                        Twilio.signature(AUTH_TOKEN, url, message),
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01");
        String requestId =
                login.get(30, TimeUnit.SECONDS).json().get("code_request_id").asText();
        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(collector.ofTrace(trace))
                        .contains("code-ingest-service", "POST /webhooks/{provider}/{token}")
                        .contains("totp-resolver-service", "process " + Topic.CODES_RECEIVED.topicName())
                        .contains("deliver", requestId));
        assertThat(collector.ofTrace(trace)).doesNotContain(url.substring(url.lastIndexOf('/') + 1), "482913");
        // The event of the delivery belongs to this trace.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                TopicContent.texts(system.kafka().bootstrapServers(), Topic.CODE_REQUESTS).stream()
                                        .filter(record -> requestId.equals(record.key()))
                                        .filter(record -> new String(
                                                        record.headers()
                                                                .lastHeader("traceparent")
                                                                .value(),
                                                        StandardCharsets.UTF_8)
                                                .startsWith("00-" + trace)))
                        .isNotEmpty());
    }

    @Test
    void everyServiceHasMetricsOnItsManagementPort(LocalSystem system) {
        for (ServiceProcess service : system.services()) {
            Api.Answer metrics = new Api(service.management(), null).get("/q/metrics");
            assertThat(metrics.status()).as(service.name()).isEqualTo(200);
            assertThat(metrics.header("content-type")).as(service.name()).contains("text");
            assertThat(metrics.text()).as(service.name()).contains("jvm_memory_used_bytes", "# TYPE");
        }
    }
}
