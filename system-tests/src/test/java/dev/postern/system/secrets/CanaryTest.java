package dev.postern.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.fixtures.UserServer;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Collector;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.SkyvernServer;
import dev.postern.system.Twilio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plants secrets in everything a caller may send, on happy and failing paths, and looks for them where none may be. Extend
 * the planting with every feature.
 */
@ExtendWith(RunningSystem.class)
class CanaryTest {
    private final String mark =
            "canary" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Map<String, String> canaries = new LinkedHashMap<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void plantedSecretsAreNowhere(LocalSystem system, Collector collector) throws Exception {
        // Given
        plantNames();
        Api api = Organizations.fresh(system);
        canaries.put("API key", api.key());
        canaries.put("operator key", system.operatorKey());

        // When
        pushAndAsk(api);
        storeAndPreview(api);
        keepAndReveal(system);
        postToChannels(api);
        callAUsersServer(api);
        settleMessages(system, api);
        hearHints(api);
        askAsSkyvern(api);
        sendWhatIsRefused(system, api);
        new PlantedElsewhere(system, api, canaries, mark).plant();
        new PlantedByOwners(system, api, canaries, answers, mark).plant();
        lookAtTheHistory(api);

        // Then: the search finds what is there
        String organization =
                api.get("/v1/credentials/totp").json().at("/0/organization_id").asText();
        Map<String, String> places = CanaryPlaces.of(system);
        places.put("error bodies", String.join("\n", answers));
        places.put("traces", CanaryPlaces.traces(api, collector));
        assertThat(places.get("topics")).contains(organization, "••••");
        assertThat(places.get("tables of codes")).contains(organization, "code_events(" + organization);
        assertThat(places.get("tables of credentials")).contains(organization);
        assertThat(places.get("log of gateway")).isNotEmpty();
        assertThat(places.get("traces")).contains("/webhooks/{provider}/{token}", "deliver");
        assertThat(places.get("metrics of totp-resolver-service")).contains("postern_code_requests_woken_total");

        // Then: and no planted secret
        CanaryPlaces.holdNone(places, canaries);
    }

    private void plantNames() {
        canaries.put("code", "83920174");
        canaries.put("address", mark + "-mail");
        canaries.put("sender", mark + "-from");
        canaries.put("phone number", "+15550103377");
        canaries.put("phone number's digits", "5550103377");
        canaries.put("message", mark + "-body");
        canaries.put("user name", mark + "-user");
        canaries.put("password", mark + "-password");
        canaries.put("seed", "KRUGS4ZANFZSAYJAON2GC3TE");
        canaries.put("card number", "4111222233334444");
        canaries.put("secret value", mark + "-secret");
        canaries.put("kept item", mark + "-item");
        canaries.put("kept item's seed", "ORSXG5DJNZTSAY3BNZQXE6JA");
        canaries.put("counting seed", "MNXXK3TUNFXGOIDTMVSWIIDP");
        canaries.put("provider's secret", mark + "-auth-token");
        canaries.put("address at the provider", mark + "-posted");
        canaries.put("fixed identifier", mark + "-fixed");
        canaries.put("text that a provider brings", mark + "-sms");
        canaries.put("link that a mail brings", mark + "-link9");
        canaries.put("path of a user's server", mark + "-path");
        canaries.put("query of a user's server", mark + "-query");
        canaries.put("key that Skyvern signs with", mark + "-skyvern-key");
        canaries.put("next key that Skyvern signs with", mark + "-skyvern-next");
        canaries.put("endpoint's identifier", mark + "-endpoint");
        canaries.put("code that Skyvern is answered with", "59260183");
        canaries.put("code of a user's server", "70417723");
        canaries.put("text of a user's server", mark + "-answered");
        canaries.put("picked code", mark.substring(0, 12) + "pick");
        canaries.put("link that sets up a forwarding", mark + "-vf");
    }

    private void pushAndAsk(Api api) {
        String address = canaries.get("address") + "@example.com";
        String text = "Your verification code is " + canaries.get("code") + ". " + canaries.get("message");
        api.post("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\"}", "Prefer", "wait=1");
        push(api, address, text);
        push(api, canaries.get("phone number"), text);
        push(api, address, "Nothing to see in " + canaries.get("message") + ", only words");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(api.get("/v1/credentials/totp").json()).hasSize(2));
    }

    private void storeAndPreview(Api api) {
        Api.Answer stored = api.post("/v1/credentials", """
                {"name":"Acme","credential_type":"password","credential":{"username":"%s","password":"%s",
                 "totp":"%s","totp_type":"authenticator","totp_identifier":"%s@example.com"}}""".formatted(
                canaries.get("user name"), canaries.get("password"), canaries.get("seed"), canaries.get("address")));
        assertThat(stored.status()).as("stored").isEqualTo(201);
        String id = stored.json().get("credential_id").asText();
        api.get("/v1/credentials/" + id + "/totp-code");
        api.post("/v1/code-requests", "{\"credential_id\":\"" + id + "\"}");
        Api.Answer counting = api.post("/v1/credentials", """
                {"name":"Token","credential_type":"password","credential":{"username":"%s","password":"%s",
                 "hotp":"otpauth://hotp/x?secret=%s&counter=0"}}""".formatted(
                        canaries.get("user name"), canaries.get("password"), canaries.get("counting seed")));
        assertThat(counting.status()).as("counting").isEqualTo(201);
        Api.Answer counted = api.post(
                "/v1/code-requests",
                "{\"credential_id\":\"" + counting.json().get("credential_id").asText() + "\"}",
                "Prefer",
                "wait=20");
        assertThat(counted.json().get("status").asText()).isEqualTo("delivered");
        assertThat(api.post("/v1/credentials", """
                        {"name":"Card","credential_type":"credit_card","credential":{"card_number":"%s","card_cvv":"123",
                         "card_exp_month":"12","card_exp_year":"2030","card_brand":"visa","card_holder_name":"%s"}}""".formatted(canaries.get("card number"), canaries.get("user name")))
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/v1/credentials", """
                        {"name":"Secret","credential_type":"secret","credential":{"secret_value":"%s"}}""".formatted(canaries.get("secret value")))
                        .status())
                .isEqualTo(201);
    }

    private void keepAndReveal(LocalSystem system) {
        Api server = Organizations.vaultClient(system);
        canaries.put("key of a Skyvern server", server.key());
        Api.Answer kept = server.post("/v1/vault/credentials", """
                {"name":"n","type":"password","username":"%s","password":"%s","totp":"%s","totp_type":"authenticator"}""".formatted(
                        canaries.get("user name"), canaries.get("kept item"), canaries.get("kept item's seed")));
        assertThat(kept.status()).as("kept").isEqualTo(201);
        String item = "/v1/vault/credentials/" + kept.json().get("id").asText();
        assertThat(server.get(item).text()).contains(canaries.get("kept item"));
        refused(server.post(
                "/v1/vault/credentials",
                "{\"name\":\"n\",\"type\":\"password\",\"password\":\"" + canaries.get("kept item") + "\"}"));
        assertThat(server.call("DELETE", item, null).status()).isEqualTo(204);
    }

    private void postToChannels(Api api) {
        String secret = canaries.get("provider's secret");
        JsonNode sms = channel(api, """
                {"name":"n","provider":"twilio","secrets":["%s"]}""".formatted(secret), "channel token");
        channel(
                api,
                """
                {"name":"n","provider":"twilio","secrets":["%s"],"posted_url":"https://%s.example.com/x",
                 "identifier":{"from":"fixed","value":"%s"}}""".formatted(secret, canaries.get("address at the provider"), canaries.get("fixed identifier")),
                "second token");
        JsonNode mail = channel(api, "{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}", "mail's token");
        String url = sms.get("url").asText();
        String text = canaries.get("code") + " is your code. " + canaries.get("text that a provider brings");
        Map<String, String> message = Twilio.message("SM1", canaries.get("phone number"), text);
        assertThat(Twilio.post(api, url, secret, message).status()).isEqualTo(200);
        refused(Twilio.post(api, url, "another", message));
        // As a number that was configured for GET: all of it stands in the address.
        refused(api.as(null).get(path(api, url) + "?" + Twilio.form(message), "X-Twilio-Signature", "AAAA"));
        refused(api.as(null).get("/webhooks/nobody/" + canaries.get("channel token") + "?" + Twilio.form(message)));
        String mailBody = "Delivered-To: %s@example.com\r\nSubject: %s\r\n\r\nSign in: https://a.example/login?t=%s\r\n"
                .formatted(canaries.get("address"), canaries.get("message"), canaries.get("link that a mail brings"));
        assertThat(api.as(null)
                        .postAs("message/rfc822", path(api, mail.get("url").asText()), mailBody)
                        .status())
                .isEqualTo(200);
        refused(api.as(null).postAs("message/rfc822", path(api, mail.get("url").asText()), canaries.get("message")));
        String id = sms.at("/channel/channel_id").asText();
        refused(api.call("PATCH", "/v1/inbound-channels/" + id, "{\"secrets\":[\"" + secret + "\",\"\"]}"));
        refused(api.call("PATCH", "/v1/inbound-channels/" + id, "{\"posted_url\":\"" + secret + "\"}"));
    }

    private void callAUsersServer(Api api) {
        JsonNode secret = api.get("/v1/signing-secrets").json().get(0);
        String shown = "/v1/signing-secrets/" + secret.get("signing_secret_id").asText() + "/reveal";
        canaries.put(
                "signing secret",
                api.post(shown, null).json().get("secret").asText().substring("whsec_".length()));
        try (UserServer server = UserServer.start()) {
            String url = server.url(
                    "/" + canaries.get("path of a user's server") + "?q=" + canaries.get("query of a user's server"));
            server.answer("Nothing yet, says " + canaries.get("text of a user's server"));
            // One run: the first request is still being called for when the code comes.
            String body = "{\"totp_url\":\"" + url + "\",\"workflow_run_id\":\"wr_url\"}";
            api.post("/v1/code-requests", body, "Prefer", "wait=1");
            server.answer("Your verification code is " + canaries.get("code of a user's server") + ", says "
                    + canaries.get("text of a user's server"));
            Api.Answer answer = api.post("/v1/code-requests", body, "Prefer", "wait=20");
            assertThat(answer.json().get("code").asText()).isEqualTo(canaries.get("code of a user's server"));
        }
        String closed = canaries.get("path of a user's server") + "." + canaries.get("query of a user's server");
        api.post("/v1/code-requests", "{\"totp_url\":\"https://" + closed + ".invalid/\"}", "Prefer", "wait=2");
        refused(api.post("/v1/code-requests", "{\"totp_url\":\"ftp://" + closed + "\"}"));
        refused(api.post("/v1/code-requests", "{\"totp_url\":\"http://10.0.0.1/" + closed + "\"}"));
        refused(api.post("/v1/signing-secrets", "{\"keep_previous_seconds\":\"" + closed + "\"}"));
    }

    private void settleMessages(LocalSystem system, Api api) {
        String picked = canaries.get("picked code");
        push(api, canaries.get("address") + "@example.com", "Sure, " + picked + " or so, " + canaries.get("message"));
        JsonNode mail = channel(api, "{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}", "set-up mail's token");
        String setup = """
                From: Gmail <forwarding-noreply@google.com>\r
                Delivered-To: %s@example.com\r
                Subject: (#83920174) Gmail\r
                \r
                https://mail-settings.google.com/mail/vf-%s\r
                """.formatted(canaries.get("address"), canaries.get("link that sets up a forwarding"));
        assertThat(api.as(null)
                        .postAs("message/rfc822", path(api, mail.get("url").asText()), setup)
                        .status())
                .isEqualTo(200);
        JsonNode messages = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/v1/messages").json().get("messages"), listed -> listed.size() >= 3);
        assertThat(messages.toString()).contains(canaries.get("link that sets up a forwarding"));
        for (JsonNode message : messages) {
            String route = "/v1/messages/" + message.get("totp_code_id").asText();
            refused(api.post(route + "/pick", "{\"code\":\"" + canaries.get("password") + "\"}"));
            refused(api.post(route + "/pick", "{\"link\":\"" + canaries.get("message") + "\"}"));
            if (api.get(route).text().contains(picked)) {
                assertThat(api.post(route + "/pick", "{\"code\":\"" + picked + "\"}")
                                .status())
                        .isEqualTo(200);
                refused(api.post(route + "/pick", "{\"code\":\"" + picked + "\"}"));
            }
        }
        refused(api.get("/v1/messages?reason=" + canaries.get("message") + "&cursor=" + canaries.get("message")));
        refused(api.post("/v1/messages/replay", "{\"cursor\":\"" + canaries.get("message") + "\"}"));
        Api operator = Organizations.operator(system);
        refused(operator.post("/v1/messages/replay", "{\"cursor\":\"" + canaries.get("message") + "\"}"));
        Api.Answer replayed = operator.post("/v1/messages/replay", "{\"dry_run\":true}");
        assertThat(replayed.status()).isEqualTo(200);
        answers.add(replayed.text());
    }

    /** What a waiting request says of messages shows masked values only. */
    private void hearHints(Api api) {
        String address = canaries.get("address") + "@example.com";
        JsonNode mail = channel(api, "{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}", "hinted mail's token");
        String id = api.post(
                        "/v1/code-requests", "{\"totp_identifier\":\"" + address + "\",\"sender\":\"nobody.example\"}")
                .json()
                .get("code_request_id")
                .asText();
        String text = "From: Ann <%s@example.org>\r\nDelivered-To: %s\r\nSubject: Hello\r\n\r\nOnly words, %s\r\n"
                .formatted(canaries.get("sender"), address, canaries.get("message"));
        assertThat(api.as(null)
                        .postAs("message/rfc822", path(api, mail.get("url").asText()), text)
                        .status())
                .isEqualTo(200);
        push(api, "forwarding@example.net", "Forwarded for " + address + ": " + canaries.get("message"));
        String hints = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> api.get("/v1/code-requests/" + id)
                                .json()
                                .path("hints")
                                .toString(),
                        told -> told.contains("message_without_code")
                                && told.contains("code_not_given")
                                && told.contains("other_identifier")
                                && told.contains("@example.org"));
        answers.add(hints);
    }

    private JsonNode channel(Api api, String body, String token) {
        JsonNode made = api.post("/v1/inbound-channels", body).json();
        String url = made.get("url").asText();
        canaries.put(token, url.substring(url.lastIndexOf('/') + 1));
        return made;
    }

    private static String path(Api api, String url) {
        return url.substring(api.base().toString().length());
    }

    /** Waits until the feed is recorded, since its tables are searched. */
    private void lookAtTheHistory(Api api) {
        String address = canaries.get("address") + "@example.com";
        assertThat(api.get("/v1/codes?totp_identifier=" + address).text()).contains(canaries.get("code"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode statistics = api.get("/v1/statistics").json();
            assertThat(statistics.get("received").asInt()).isPositive();
            assertThat(statistics.get("unparsed").asInt()).isPositive();
            assertThat(statistics.get("channels")).isNotEmpty();
        });
    }

    private void askAsSkyvern(Api api) {
        String key = canaries.get("key that Skyvern signs with");
        String next = canaries.get("next key that Skyvern signs with");
        String address = canaries.get("endpoint's identifier") + "@example.com";
        String body = "{\"task_id\":\"tsk_1\",\"more\":\"" + canaries.get("message") + "\"}";
        JsonNode endpoint = SkyvernServer.endpoint(api, address, key);
        String settings =
                "/v1/totp-url-endpoints/" + endpoint.get("endpoint_id").asText();
        String path = SkyvernServer.path(endpoint);
        canaries.put("signature of Skyvern", SkyvernServer.signature(key, body));
        push(api, address, canaries.get("code that Skyvern is answered with") + " is your code.");
        assertThat(SkyvernServer.ask(api, path, key, body).text())
                .contains(canaries.get("code that Skyvern is answered with"));
        assertThat(api.post(settings + "/rotate-signing-key", "{\"signing_key\":\"" + next + "\"}")
                        .status())
                .isEqualTo(200);
        refused(SkyvernServer.ask(api, path, next + "-wrong", body));
        refused(SkyvernServer.ask(api, path, next, "{\"task_id\":[\"" + canaries.get("message") + "\"]}"));
        refused(api.call("PATCH", settings, "{\"signing_keys\":[\"" + key + "\",\"" + next + " x\"]}"));
        refused(api.post(
                "/v1/totp-url-endpoints",
                "{\"name\":\"n\",\"totp_identifier\":[\"" + address + "\"],\"signing_keys\":[\"" + key + "\"]}"));
    }

    private void sendWhatIsRefused(LocalSystem system, Api api) {
        String code = canaries.get("code");
        String body = canaries.get("message");
        refused(api.post(
                "/v1/credentials/totp", "{\"totp_identifier\":[\"" + body + "\"],\"content\":\"" + code + "\"}"));
        refused(api.post("/v1/credentials/totp", "{\"content\":\"" + body + code));
        refused(api.post("/api/v1/totp", "{\"content\":\"" + body + code + "\"}"));
        refused(api.post("/v1/code-requests", "{\"totp_identifier\":{\"a\":\"" + body + "\"}}"));
        refused(api.post(
                "/v1/code-requests",
                "{\"totp_identifier\":\"x\",\"received_after\":\"" + body + "\",\"sender\":\"" + body + "\"}"));
        refused(api.post("/v1/credentials", """
                {"name":"Acme","credential_type":"password","credential":{"username":"%s","password":"%s",
                 "totp":"%s!","totp_type":"authenticator"}}""".formatted(
                        canaries.get("user name"), canaries.get("password"), canaries.get("seed"))));
        refused(api.post("/v1/api-keys", "{\"name\":\"" + body + "\",\"scopes\":[\"" + body + "\"]}"));
        refused(api.get("/v1/credentials/totp?limit=" + code));
        refused(api.get("/v1/codes?limit=" + code + "&cursor=" + body + "&state=" + body + "&received_after=" + body));
        refused(api.get("/v1/codes/events", "Last-Event-ID", body));
        refused(api.get("/v1/statistics?from=" + body));
        refused(api.as(canaries.get("secret value")).get("/v1/credentials/totp?totp_identifier=" + body));
        refused(api.get("/v1/code-requests/" + body));
        refused(api.get("/q/" + body));
        refused(api.at(system.internal())
                .post("/internal/v1/credentials/" + body + "/code", "{\"run\":\"" + body + "\"}"));
    }

    private void push(Api api, String identifier, String text) {
        Api.Answer answer = api.post(
                "/v1/credentials/totp", "{\"totp_identifier\":\"" + identifier + "\",\"content\":\"" + text + "\"}");
        assertThat(answer.status()).isEqualTo(200);
    }

    private void refused(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        answers.add(answer.text());
    }
}
