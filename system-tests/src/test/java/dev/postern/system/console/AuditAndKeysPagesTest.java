package dev.postern.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages about who did what, and about the keys that an operator replaces, as a person uses them. */
@ExtendWith(RunningSystem.class)
class AuditAndKeysPagesTest extends InChromium {
    private static final String LOGIN =
            "{\"name\":\"Shop\",\"username\":\"anna\",\"password\":\"p\",\"authenticator_key\":\"JBSWY3DPEHPK3PXP\"}";

    @Test
    void whoDidWhatIsFoundTurnedOverAndVerified(LocalSystem system) {
        // Given: more acts than a page holds.
        Api api = Organizations.fresh(system);
        String texts = IntStream.range(0, 55)
                .mapToObj(at -> "\"otpauth://totp/Shop" + at + ":anna?secret=JBSWY3DPEHPK3P" + (char) ('A' + at / 26)
                        + (char) ('A' + at % 26) + "\"")
                .collect(Collectors.joining(",", "{\"texts\":[", "]}"));
        assertThat(api.post("/v1/imports", texts).status()).isEqualTo(200);
        JsonNode reader = Organizations.key(api, "codes:read");
        api.as(reader.get("key").asText()).get("/v1/credentials");
        awaitAudit(api, "outcome=refused", 1);
        awaitAudit(api, "action=credential.created&limit=200", 51);
        signIn(api, "/console/settings/audit");
        PlaywrightAssertions.assertThat(page.locator("#history tbody tr")).hasCount(50);

        // When
        page.click("a:text-is('Older')");

        // Then
        PlaywrightAssertions.assertThat(page).hasURL(Pattern.compile(".*cursor=.*"));
        PlaywrightAssertions.assertThat(page.locator("#history")).containsText("credential.created");

        // When
        page.navigate(api.base() + "/console/settings/audit");
        page.selectOption("#f-outcome", "refused");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#history tbody tr")).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator("#history .badge")).hasText("refused");
        PlaywrightAssertions.assertThat(page.locator("#history"))
                .containsText(reader.get("api_key_id").asText());

        // When: everything that this key did.
        page.click("#history td a:has-text('" + reader.get("api_key_id").asText() + "') >> nth=-1");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#f-actor"))
                .hasValue(reader.get("api_key_id").asText());

        // When
        page.fill("#f-action", "nothing.like.this");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#history")).containsText("Nothing fits");

        // When
        page.click("text=Show all");
        page.click("button:has-text('Verify')");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#verified")).containsText("The audit is whole");
        screens.look(page, "audit");
    }

    @Test
    void anOperatorReplacesAnOrganisationsKeyAndSeesHowFarItIs(LocalSystem system) {
        // Given
        Api operator = Organizations.operator(system);
        Api admin = Organizations.fresh(system);
        String organization =
                admin.get("/v1/api-keys/self").json().get("organization_id").asText();
        String login =
                admin.post("/v1/logins", LOGIN).json().get("credential_id").asText();
        signIn(operator, "/console/");
        page.click("text=Settings >> nth=0");
        page.click("a:has-text('Key rotations')");
        PlaywrightAssertions.assertThat(page.locator("main .card")).hasCount(4);

        // When: an organisation that there is not.
        page.fill("#kind-data #organization_id", "o_nobody");
        page.click("#kind-data button");
        page.click("#confirm [value=yes]");

        // Then
        PlaywrightAssertions.assertThat(page.locator(".trouble")).containsText("There is no such organisation");
        PlaywrightAssertions.assertThat(page.locator("#organization_id")).hasValue("o_nobody");

        for (String kind : List.of("payload", "index")) {
            // When: a keyset without a second key.
            page.click("#kind-" + kind + " button");
            page.click("#confirm [value=yes]");

            // Then
            PlaywrightAssertions.assertThat(page.locator(".trouble"))
                    .containsText("The " + kind + " keyset has no second key");
        }

        // When
        page.fill("#kind-data #organization_id", organization);
        page.click("#kind-data button");
        page.click("#confirm [value=yes]");

        // Then
        PlaywrightAssertions.assertThat(page.locator("tbody tr:has-text('" + organization + "')"))
                .hasCount(1);
        PlaywrightAssertions.assertThat(page.locator("#kind-data .badge")).hasText("settling");
        PlaywrightAssertions.assertThat(page.locator("#kind-data button")).hasCount(0);
        assertThat(admin.get("/v1/credentials/" + login + "/totp-code").status())
                .isEqualTo(200);
        screens.look(page, "key-rotations");
        awaitAudit(operator, "action=console.signed-in", 1);

        // When: somebody of an organisation.
        context.clearCookies();
        signIn(admin, "/console/settings/key-rotations");

        // Then
        PlaywrightAssertions.assertThat(page.locator("main")).containsText("It needs the scope operator");
        PlaywrightAssertions.assertThat(page.locator("main button, a:has-text('Key rotations')"))
                .hasCount(0);
    }

    private static void awaitAudit(Api api, String query, int rows) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> api.get("/v1/audit?" + query).json().get("entries").size() >= rows);
    }
}
