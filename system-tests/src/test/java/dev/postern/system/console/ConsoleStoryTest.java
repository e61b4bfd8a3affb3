package dev.postern.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.console.SignInLink;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person signs in and does what there is to do. Where the machine has no Chromium, it is skipped and says so. */
@ExtendWith(RunningSystem.class)
class ConsoleStoryTest extends InChromium {
    @Test
    void aPersonAnswersALoginAndSeesWhatWasFound(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        signIn(system, admin.key());
        assertThat(page.getByText("No login waits")).isVisible();
        screens.look(page, "waiting-empty");

        // When: somebody tries it.
        page.getByText("Try it").click();
        Locator tried = page.locator(".login").filter(new Locator.FilterOptions().setHasText("try@example.com"));
        tried.getByRole(AriaRole.TEXTBOX).fill("Your code is 108108");
        tried.getByRole(AriaRole.BUTTON).click();

        // Then
        assertThat(page.locator(".made")).containsText("Given to the login");

        // When
        CompletableFuture<Api.Answer> login = admin.postLater(
                "/v1/code-requests",
                "{\"totp_identifier\":\"login@example.com\",\"workflow_run_id\":\"wr_7\"}",
                "Prefer",
                "wait=55");
        Locator card = page.locator(".login").filter(new Locator.FilterOptions().setHasText("login@example.com"));

        // Then: it appears by itself.
        assertThat(card).containsText("wr_7");
        assertThat(card.getByText("attended")).isVisible();
        assertThat(page.locator("#said")).containsText("A login waits for its code, longest login@example.com");
        assertThat(page).hasTitle(Pattern.compile("^\\(1\\) Waiting .*"));
        assertThat(card.locator("time[data-when]")).containsText(Pattern.compile("now|ago"));
        screens.look(page, "waiting");

        // When
        card.getByRole(AriaRole.TEXTBOX).fill("Your code is 481516, do not share it");
        card.getByRole(AriaRole.BUTTON).click();

        // Then
        assertThat(page.locator(".made")).containsText("Given to the run wr_7");
        assertThat(page.locator("mark")).hasText("481516");
        assertThat(login.join().json().get("code").asText()).isEqualTo("481516");

        // When
        page.keyboard().press("g");
        page.keyboard().press("c");
        page.locator("#totp_identifier").fill("shop@example.com");
        page.locator("#content").fill("<b>847 291</b> is your verification code");
        page.getByText("Push the code").click();

        // Then
        assertThat(page.locator("mark")).hasText("847 291");
        assertThat(page.locator(".made pre")).containsText("<b>");
        assertThat(page.locator("#history tbody tr")).hasCount(3);
        screens.look(page, "codes");

        // When
        page.keyboard().press("/");
        page.keyboard().type("shop@");
        page.locator("#f-id").fill("shop@example.com");

        // Then
        assertThat(page.locator("#history tbody tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*totp_identifier=shop.*"));
        admin.post("/v1/credentials/totp", "{\"totp_identifier\":\"shop@example.com\",\"content\":\"112233\"}");
        assertThat(page.locator("#history")).containsText("112233");
    }

    @Test
    void aPersonElsewhereIsToldOfALoginThatHasWaitedForLong(LocalSystem system) throws SQLException {
        // Given
        Api admin = Organizations.fresh(system);
        context.addInitScript("""
            window.told = [];
            window.Notification = class {
              static permission = "granted";
              constructor(title, options) { window.told.push(title + ": " + options.body); }
            };\
            """);
        signIn(system, admin.key());
        page.navigate(system.gateway() + "/console/codes");
        CompletableFuture<Api.Answer> login =
                admin.postLater("/v1/code-requests", "{\"totp_identifier\":\"long@example.com\"}", "Prefer", "wait=55");
        assertThat(page.locator("#waiting-count")).containsText("1");
        assertThat(page.locator("#watch .banner")).hasCount(0);

        // When
        String id = admin.get("/v1/code-requests?status=waiting")
                .json()
                .at("/code_requests/0/code_request_id")
                .asText();
        try (Connection connection = system.codes().connect();
                PreparedStatement older = connection.prepareStatement(
                        "UPDATE code_requests SET created_at = created_at - interval '2 minutes' WHERE code_request_id"
                                + " = ?")) {
            older.setString(1, id);
            assertThat(older.executeUpdate()).isEqualTo(1);
        }

        // Then
        assertThat(page.locator("#watch .banner")).containsText("long@example.com has waited for its code");
        page.waitForCondition(
                () -> page.evaluate("told.join()").toString().startsWith("Postern: long@example.com has waited"));
        assertThat(page).hasTitle(Pattern.compile("^\\(1\\) .*"));

        // When
        page.locator("#watch .banner a").click();
        page.locator(".login input[name=content]").fill("481516");
        page.locator(".login button").click();

        // Then
        assertThat(page.locator(".made")).isVisible();
        assertThat(login.join().json().get("code").asText()).isEqualTo("481516");
        assertThat(page.locator("#watch .banner")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({
        "CODE_INGEST_SERVICE, /console/codes, totp_identifier, away@example.com, Push the code, mark",
        "CREDENTIAL_SERVICE, /console/settings/api-keys, name, CI worker, Make the key, #made-key",
        "TOTP_RESOLVER_SERVICE, /console/settings/requests, look_back_seconds, 77, Save, #notice .notice"
    })
    void aServiceThatIsAwayIsNamedAndWhatWasTypedStays(
            Service service, String path, String field, String typed, String button, String done, LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        signIn(system, admin.key());
        page.navigate(system.gateway() + path);
        page.locator("#" + field).fill(typed);
        if (page.locator("#content").count() > 0) {
            page.locator("#content").fill("481516 is your code");
        }
        if (page.locator("[value='codes:read']").count() > 0) {
            page.locator("[value='codes:read']").check();
        }
        Locator send =
                page.locator("main form[method=post] button.primary", new Page.LocatorOptions().setHasText(button));
        ServiceProcess process = system.process(service);
        process.kill();

        try {
            // When
            send.click();

            // Then
            assertThat(page.locator("main .trouble").first()).containsText(service.moduleName());
            assertThat(page.locator("#" + field)).hasValue(typed);
            assertThat(page.locator("nav[aria-label=Console]")).isVisible();
        } finally {
            process.startAgain();
            process.awaitReady();
        }

        // When
        send.click();

        // Then
        assertThat(page.locator(done)).isVisible();
    }

    @Test
    void aPersonMakesRotatesAndRevokesKeys(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        signIn(system, admin.key());
        page.navigate(system.gateway() + "/console/settings/api-keys");

        // When: nothing is ticked.
        page.locator("#name").fill("CI worker");
        page.getByText("Make the key").click();

        // Then
        assertThat(page.getByText("Choose at least one.")).isVisible();
        assertThat(page.locator("#name")).hasValue("CI worker");

        // When
        page.getByText("codes:push").first().click();
        page.getByText("Make the key").click();

        // Then
        assertThat(page.locator("#made-key")).containsText("pk_");
        String key = page.locator("#made-key").textContent();
        assertThat(admin.as(key)
                        .post("/v1/credentials/totp", "{\"totp_identifier\":\"a@example.com\",\"content\":\"112233\"}")
                        .status())
                .isEqualTo(200);
        screens.look(page, "api-keys");
        page.reload();
        assertThat(page.locator("body")).not().containsText(key);

        // When
        row("CI worker").getByText("Rotate").click();

        // Then
        assertThat(page.locator("#made-key")).not().hasText(key);
        assertThat(page.getByText("The old key goes on working")).isVisible();

        // When: the one that is signed in with.
        page.locator("tr")
                .filter(new Locator.FilterOptions().setHasText("yours"))
                .getByText("Revoke")
                .click();
        assertThat(page.locator("#confirm")).containsText("will be signed out");
        page.locator("#confirm [value=yes]").click();

        // Then
        assertThat(page.getByText("the API key was revoked")).isVisible();
        page.navigate(system.gateway() + "/console/codes");
        assertThat(page.locator("#api_key")).isVisible();
    }

    @Test
    void aSessionIsACookieThatOnlyTheConsoleGetsAndALinkSignsInOnce(LocalSystem system) {
        // Given
        Path data = system.secrets().apiKey().getParent();
        String link = SignInLink.make(data, system.gateway());

        // When
        page.navigate(link);

        // Then
        assertThat(page.locator("h1")).hasText("Waiting");
        Cookie cookie = context.cookies().getFirst();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(cookie.path).isEqualTo("/console");
        assertThat(page.content() + cookie.value).doesNotContain(system.apiKey());
        assertThat(page.evaluate("fetch('/v1/api-keys/self').then(answer => answer.status)"))
                .isEqualTo(403);
        assertThat(page.evaluate("fetch('/console/sign-out', {method: 'POST'}).then(answer => answer.status)"))
                .as("without the token of the session")
                .isEqualTo(403);

        // When
        page.keyboard().press("?");
        assertThat(page.locator("#shortcuts")).isVisible();
        page.keyboard().press("Escape");
        page.keyboard().press("g");
        page.keyboard().press("s");

        // Then
        assertThat(page.getByText("Signed in with the API key")).isVisible();

        // When
        page.getByText("Sign out").click();
        assertThat(page.locator("#api_key")).isVisible();
        // A copy of the cookie, or an answer under way that set it once more.
        context.addCookies(List.of(cookie));
        page.navigate(system.gateway() + "/console/waiting");

        // Then
        assertThat(page.locator("#api_key")).isVisible();

        // When
        context.clearCookies();
        page.navigate(system.gateway() + "/console/waiting");

        // Then
        assertThat(page.locator("#api_key")).isVisible();
        screens.look(page, "sign-in");
        page.navigate(link);
        assertThat(page.getByText("This link was used already")).isVisible();
    }

    private void signIn(LocalSystem system, @Nullable String key) {
        page.navigate(system.gateway().toString());
        page.locator("#api_key").fill(String.valueOf(key));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page.locator("h1")).hasText("Waiting");
    }

    private Locator row(String name) {
        return page.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }
}
