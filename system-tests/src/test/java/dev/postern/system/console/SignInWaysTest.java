package dev.postern.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import dev.postern.local.LocalSystem;
import dev.postern.local.console.SignInLink;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way in that does not open says why, and what to do. */
@ExtendWith(RunningSystem.class)
class SignInWaysTest extends InChromium {
    @Test
    void aKeyThatOpensNothingIsSaidAtItsField(LocalSystem system) {
        // Given
        page.navigate(system.gateway() + "/console/sign-in?next=/console/codes");

        // When
        page.fill("#api_key", "pk_mistyped");
        page.click("button:has-text('Sign in')");

        // Then
        assertThat(page.locator("#api_key-about")).containsText("It may be mistyped, revoked or expired.");
        assertThat(page.locator("#api_key")).isFocused();
        screens.look(page, "sign-in-refused");

        // When
        page.fill("#api_key", String.valueOf(Organizations.fresh(system).key()));
        page.click("button:has-text('Sign in')");

        // Then
        assertThat(page).hasURL(Pattern.compile(".*/console/codes"));

        // When: the session is over
        Cookie session = context.cookies().getFirst();
        session.value = "over";
        context.addCookies(List.of(session));
        page.reload();

        // Then
        assertThat(page.locator("#notice")).containsText("You were signed out: after a while without use");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?.*next=%2Fconsole%2Fcodes"));
    }

    @Test
    void aLinkThatIsTooOldOrNotTheNewestSaysSo(LocalSystem system) throws IOException {
        // Given
        Path data = system.secrets().apiKey().getParent();
        String earlier = SignInLink.make(data, system.gateway());
        String link = SignInLink.make(data, system.gateway());

        // When
        page.navigate(earlier);

        // Then
        assertThat(page.locator("#notice")).containsText("This link is not the newest one");

        // When
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofMinutes(16)));
        Files.setLastModifiedTime(SignInLink.folder(data).resolve("sign-in-link"), longAgo);
        page.navigate(link);

        // Then
        assertThat(page.locator("#notice")).containsText("This link is older than 15 minutes");
        assertThat(page.locator("#notice")).containsText("./postern console");
        assertThat(page.locator("#api_key")).isFocused();
        screens.look(page, "sign-in-old-link");
    }

    @Test
    void whatWasTypedIsThereAgainAfterTheKeyWasRevoked(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        var lost = Organizations.key(admin, "codes:push", "codes:read");
        signIn(admin.as(lost.get("key").asText()), "/console/codes?state=available");
        page.fill("#totp_identifier", "anna@example.com");
        page.fill("#content", "481516 is your code");
        page.click("summary");
        page.fill("#workflow_run_id", "wr_7");
        page.selectOption("#type", "totp");

        // When
        admin.delete("/v1/api-keys/" + lost.get("api_key_id").asText());
        page.click("text=Push the code");

        // Then
        assertThat(page.locator("#notice")).containsText("the API key was revoked");
        assertThat(page.locator("#kept")).isVisible();
        screens.look(page, "sign-in-revoked");

        // When
        page.fill("#api_key", String.valueOf(admin.key()));
        page.click("button:has-text('Sign in')");

        // Then
        assertThat(page).hasURL(Pattern.compile(".*/console/codes\\?state=available"));
        assertThat(page.locator("#notice")).containsText("What you typed is here again.");
        assertThat(page.locator("#totp_identifier")).hasValue("anna@example.com");
        assertThat(page.locator("#content")).hasValue("481516 is your code");
        assertThat(page.locator("#workflow_run_id")).hasValue("wr_7");
        assertThat(page.locator("#workflow_run_id")).isVisible();
        assertThat(page.locator("#type")).hasValue("totp");
        assertThat(page.evaluate("sessionStorage.getItem('postern-draft') === null"))
                .isEqualTo(true);

        // When
        page.click("text=Push the code");

        // Then
        assertThat(page.locator("mark")).hasText("481516");
    }

    @Test
    void whatOneOrganisationTypedIsNotShownToAnotherAndPasswordsAreNotKept(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        var lost = Organizations.key(admin, "credentials:read", "credentials:write");
        signIn(admin.as(lost.get("key").asText()), "/console/credentials");
        page.click("text=Add password >> nth=0");
        page.fill("#name", "Shop");
        page.fill("#password", "a secret");
        page.click("[data-eye=password]");

        // When
        admin.delete("/v1/api-keys/" + lost.get("api_key_id").asText());
        page.click("#add button.primary");
        assertThat(page.locator("#kept")).isVisible();

        // Then
        assertThat(String.valueOf(page.evaluate("JSON.stringify(sessionStorage)")))
                .contains("Shop")
                .doesNotContain("secret");

        // When
        page.fill("#api_key", String.valueOf(Organizations.fresh(system).key()));
        page.click("button:has-text('Sign in')");

        // Then
        assertThat(page.locator("h1")).hasText("Credentials");
        assertThat(page.locator("#add")).isHidden();
        assertThat(page.locator("#name")).hasValue("");
    }
}
