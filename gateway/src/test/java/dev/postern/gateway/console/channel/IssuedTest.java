package dev.postern.gateway.console.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuedTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/webhooks/twilio/ct_a, true",
        "http://localhost:8080/webhooks/twilio/ct_a, true",
        "http://postern.localhost/webhooks/twilio/ct_a, true",
        "http://192.168.1.4:8080/webhooks/twilio/ct_a, true",
        "http://[::1]:8080/webhooks/twilio/ct_a, true",
        "http://[fe80::1]/webhooks/twilio/ct_a, true",
        "https://postern.example.com/webhooks/twilio/ct_a, false",
        "https://203.0.113.7/webhooks/twilio/ct_a, false",
        "https://[2001:db8::1]/webhooks/twilio/ct_a, false"
    })
    void knowsWhenNobodyOnTheInternetReachesTheAddress(String url, boolean isNear) {
        assertThat(Issued.of(new JsonObject().put("url", url)).isNear()).isEqualTo(isNear);
    }
}
