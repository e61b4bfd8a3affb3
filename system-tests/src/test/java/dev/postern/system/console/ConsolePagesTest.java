package dev.postern.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages about credentials, messages, channels and what happened, as a person uses them. */
@ExtendWith(RunningSystem.class)
class ConsolePagesTest extends InChromium {
    @Test
    void aKeyFromAPictureBecomesALoginThatShowsItsCode(LocalSystem system) {
        // Given
        signIn(Organizations.fresh(system), "/console/credentials");
        page.click("text=Add password >> nth=0");
        page.fill("#name", "Acme");
        page.fill("#username", "anna@example.com");

        // When: nothing that opens the login
        page.click("#add button.primary");
        page.waitForSelector("#password-about .error");
        page.click("#add summary");
        page.click(".choice:has-text('Email')");
        assertThat(page.inputValue("#email_identifier")).isEqualTo("anna@example.com");
        // The address where codes are sent is what was missing beside the password.
        PlaywrightAssertions.assertThat(page.locator("#add .error, #add .trouble"))
                .hasCount(0);
        page.click(".choice:has-text('Authenticator App')");

        // When: a wrong key
        page.fill("#authenticator_key", "not base32!");
        page.click("#add button.primary");

        // Then
        page.waitForSelector("#authenticator_key-about .error");
        assertThat(page.inputValue("#username")).isEqualTo("anna@example.com");

        // When: a picture
        page.setInputFiles("#scan-file", picture());
        page.waitForSelector("text=Read: Acme, anna@example.com (6 digits, 30 s, SHA1)");
        PlaywrightAssertions.assertThat(page.locator("#add .error, #add .trouble"))
                .hasCount(0);
        screens.look(page, "credential-add");
        page.click("#add button.primary");
        page.waitForSelector("text=“Acme” is stored.");
        page.click("tr:has-text('Acme') >> text=Show");

        // Then
        page.waitForSelector(".otp-shown");
        assertThat(page.textContent(".otp-shown output")).matches("[0-9]{6}");
        screens.look(page, "credentials");

        // When: it is sought
        page.fill("#q", "nobody");

        // Then
        page.waitForSelector("text=Nothing fits");
    }

    @Test
    void aKeyComesFromTheClipboardFromADropAndFromTheCamera(LocalSystem system) throws IOException {
        // Given
        signIn(Organizations.fresh(system), "/console/credentials");
        page.click("text=Add password >> nth=0");
        String picture = Base64.getEncoder().encodeToString(Files.readAllBytes(picture()));

        for (String way : List.of("paste", "drop")) {
            // When
            page.evaluate("document.getElementById('authenticator_key').value = ''");
            page.evaluate("""
                ([way, picture]) => {
                  const data = new DataTransfer();
                  data.items.add(new File([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], "qr.webp", {type: "image/webp"}));
                  const event = way === "paste"
                    ? new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
                    : new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
                  document.querySelector("#add form").dispatchEvent(event);
                }\
                """, List.of(way, picture));

            // Then
            PlaywrightAssertions.assertThat(page.locator("#authenticator_key"))
                    .not()
                    .hasValue("");
            assertThat(page.isChecked("[name=totp_type][value=authenticator]"))
                    .as(way)
                    .isTrue();
        }

        // When
        page.fill("#authenticator_key", "");
        page.click("text=Use the camera");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#authenticator_key"))
                .not()
                .hasValue("");
        PlaywrightAssertions.assertThat(page.locator("[data-scan-video]")).isHidden();
    }

    @Test
    void anExportIsLookedAtThenImported(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        signIn(api, "/console/credentials");
        page.click("a:has-text('Import')");
        page.waitForSelector("h1:has-text('Import credentials')");

        // When
        page.setInputFiles("#files", new FilePayload("list.txt", "text/plain", """
            otpauth://totp/Acme:anna?issuer=Acme&secret=JBSWY3DPEHPK3PXP
            otpauth://totp/Other:anna?issuer=Other&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&image=x
            no key\
            """.getBytes(StandardCharsets.UTF_8)));
        page.click("text=Show what would happen");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#import-said"))
                .hasText("2 will be imported, 1 cannot be imported");
        PlaywrightAssertions.assertThat(page.locator("#import-results tbody tr"))
                .hasCount(3);
        PlaywrightAssertions.assertThat(page.locator("tr:has-text('Other')")).containsText("image: It is not kept.");
        assertThat(api.get("/v1/credentials").json()).isEmpty();
        screens.look(page, "credentials-import");

        // When
        page.click("text=Import 2");

        // Then
        PlaywrightAssertions.assertThat(page.locator("#import-said"))
                .hasText("Done: 2 imported, 1 cannot be imported.");
        assertThat(api.get("/v1/credentials").json()).hasSize(2);
    }

    @Test
    void aStoredLoginIsChangedWithoutItsSecretsAndDeleted(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        api.post("/v1/logins", """
            {"name":"Shop","username":"anna","password":"a secret","authenticator_key":"JBSWY3DPEHPK3PXP"}\
            """);
        signIn(api, "/console/credentials");
        page.click("tr a:has-text('Shop')");
        page.waitForSelector("h1:has-text('Shop')");
        assertThat(page.content()).doesNotContain("a secret", "JBSWY3DPEHPK3PXP");
        assertThat(page.isVisible("#authenticator_key")).isTrue();
        screens.look(page, "credential-edit");

        // When
        page.fill("#username", "bea");
        page.fill("#site", "https://shop.example.com/login");
        page.click(".edit button.primary");

        // Then
        page.waitForSelector("text=It is saved.");
        assertThat(page.inputValue("#username")).isEqualTo("bea");
        assertThat(page.inputValue("#site")).isEqualTo("https://shop.example.com/login");
        String id =
                api.get("/v1/credentials").json().get(0).get("credential_id").asText();
        assertThat(api.get("/v1/credentials/" + id + "/totp-code").status()).isEqualTo(200);

        // When: a key that is none.
        page.fill("#authenticator_key", "not base32!");
        page.click(".edit button.primary");

        // Then
        page.waitForSelector("#authenticator_key-about .error");

        // When
        page.click("button.danger:has-text('Delete')");
        page.click("#confirm [value=yes]");

        // Then
        page.waitForSelector("text=It is deleted, with its secrets.");
        assertThat(api.get("/v1/credentials").json()).isEmpty();
    }

    @Test
    void aLoginIsFoundByTheHostOfItsSite(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        for (String name : List.of("Shop", "Bank")) {
            String id = api.post("/v1/logins", "{\"name\":\"" + name + "\",\"username\":\"anna\",\"password\":\"p\"}")
                    .json()
                    .get("credential_id")
                    .asText();
            String site = "{\"tested_url\":\"https://login." + name.toLowerCase(Locale.ROOT) + ".example.com/\"}";
            assertThat(api.call("PATCH", "/v1/credentials/" + id, site).status())
                    .isEqualTo(200);
        }
        signIn(api, "/console/credentials");
        PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(2);

        // When
        page.fill("#q", "login.shop");

        // Then
        PlaywrightAssertions.assertThat(page.locator("tbody tr")).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator("tbody tr")).containsText("Shop");
    }

    /** The pages are those of two management listeners, of which the system lists one. */
    @Test
    void aPageThatIsListedCallsTheApiAndAnotherDoesNot(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        String call = """
            async ([base, key]) => {
              const headers = {"x-api-key": key, "content-type": "application/json"};
              const ask = (path, more) => fetch(base + path, {headers, ...more}).then((answer) => answer.status, () => "blocked");
              return [await ask("/v1/codes"), await ask("/v1/code-requests", {method: "POST", body: '{"totp_identifier":"anna@example.com"}'})].join();
            }\
            """;
        List<String> caller = List.of(api.base().toString(), String.valueOf(api.key()));

        // When
        page.navigate(system.process(Service.GATEWAY).management() + "/q/metrics");
        Object listed = page.evaluate(call, caller);
        page.navigate(system.process(Service.CREDENTIAL_SERVICE).management() + "/q/metrics");
        Object stranger = page.evaluate(call, caller);

        // Then
        assertThat(listed).isEqualTo("200,202");
        assertThat(stranger).isEqualTo("blocked,blocked");
    }

    @Test
    void aPersonClicksTheCodeOfAMessage(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        api.post("/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"Reference 48213977 and number 9911 for the parcel of yesterday"}\
            """);
        signIn(api, "/console/unparsed");
        page.waitForSelector("#messages a:has-text('anna@example.com')");

        // When
        page.click("#messages a:has-text('anna@example.com')");
        page.waitForSelector("button.candidate");
        screens.look(page, "unparsed");
        page.click("button.candidate:has-text('9911')");

        // Then
        page.waitForSelector("text=It is received.");
    }

    @Test
    void aChannelIsMadeInThreeSteps(LocalSystem system) {
        // Given
        signIn(Organizations.fresh(system), "/console/channels");

        // When
        page.click("text=Add the first channel");
        page.click(".tile:has-text('Twilio SMS')");
        PlaywrightAssertions.assertThat(page.locator("#secrets-about")).containsText("Twilio Console, Account Info");
        page.fill("#name", "+1 555 000 1111");
        page.fill("#secrets", "an auth token");
        page.click("text=Make the channel");

        // Then
        page.waitForSelector("text=Waiting for the first message");
        assertThat(page.textContent("#channel-url")).contains("/webhooks/twilio/ct_");
        assertThat(page.textContent(".setup")).contains("A message comes in: Webhook");
        screens.look(page, "channel");

        // When
        page.click("text=To the channel");
        PlaywrightAssertions.assertThat(page.locator("h1 ~ p, .spread + p").first())
                .containsText("Twilio SMS");
        page.click("text=Send a test message");

        // Then
        page.waitForSelector("text=The test message arrived");
    }

    @Test
    void whatHappenedIsDrawnWithATableBehind(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        api.post("/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"Your code is 482913","source":"a script"}\
            """);
        api.post("/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"Your code is 482914","source":"twilio"}\
            """);
        signIn(api, "/console/codes");
        PlaywrightAssertions.assertThat(page.locator("#history tr:has-text('482914')"))
                .containsText("Twilio SMS");
        page.navigate(api.base() + "/console/overview");

        // When
        page.waitForCondition(() -> {
            page.reload();
            return page.isVisible("svg.chart rect");
        });
        page.click("main summary >> nth=0");

        // Then
        PlaywrightAssertions.assertThat(page.locator("details[open] table")).containsText("a script");
        PlaywrightAssertions.assertThat(page.locator("details[open] table")).containsText("Twilio SMS");
        screens.look(page, "overview");
    }

    /** A picture of the QR code of a key of anna@example.com at Acme. */
    private static Path picture() {
        return Checkout.folder().resolve("credential-service/src/test/resources/pictures/lossless.webp");
    }
}
