package dev.postern.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.postern.fixtures.oidc.OidcProvider;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.local.process.FreePort;
import dev.postern.local.process.ServiceProcess;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People sign in to a gateway that has a provider, beside the one that has none. */
@ExtendWith(RunningSystem.class)
class SignOnTest extends InChromium {
    private static final String SECRET = "secret-of-the-client";

    @TempDir
    private Path folder;

    @Test
    void peopleSignInWithTheirAccountAndDoWhatTheirRolesOpen(LocalSystem system) throws IOException {
        // Given
        Api one = Organizations.fresh(system);
        Api other = Organizations.fresh(system);
        int port = FreePort.find();
        URI gateway = URI.create("http://127.0.0.1:" + port);
        OidcProvider provider = OidcProvider.start("postern", SECRET, gateway + "/console/sign-in/oidc/back")
                .with("anna@example.com", "support")
                .with("both@example.com", "support", "ops")
                .with("eve@example.com", "others");
        ServiceProcess running = gateway(port, settings(system, provider, gateway, id(one), id(other)));
        try (provider) {
            running.awaitReady();

            // When
            page.navigate(gateway + "/console/codes");
            signInAs("anna@example.com");

            // Then
            assertThat(page.locator("h1")).hasText("2FA codes");
            assertThat(page.locator(".who")).containsText("anna@example.com (console)");
            assertThat(page.locator("nav[aria-label=Console]")).not().containsText("Channels");
            assertThat(context.cookies().getFirst().sameSite).isEqualTo(SameSiteAttribute.STRICT);
            assertThat(page.evaluate("fetch('/v1/api-keys/self').then(answer => answer.status)"))
                    .isEqualTo(403);
            JsonNode key = keyOf(one, "anna@example.com (console)");
            assertThat(key.get("scopes").toString()).isEqualTo("[\"codes:read\"]");
            assertThat(key.get("expires_at").isNull()).isFalse();

            // When
            page.getByText("Sign out").click();
            assertThat(page.getByText("You are signed out.")).isVisible();
            screens.look(page, "sign-in-account");

            // Then
            assertThat(keyOf(one, "anna@example.com (console)")
                            .get("revoked_at")
                            .isNull())
                    .isFalse();
            page.getByText("Sign out there as well").click();
            assertThat(page.getByText("Signed out of the provider")).isVisible();

            // When: somebody whose roles open nothing.
            page.navigate(gateway + "/console/sign-in?next=https://elsewhere.example/");
            signInAs("eve@example.com");

            // Then
            assertThat(page.getByText("You have no access to Postern")).isVisible();
            screens.look(page, "sign-in-no-access");
            page.getByText("Back to the sign-in").click();

            // When: somebody of two organisations.
            signInAs("both@example.com");
            assertThat(page.getByText("Choose an organisation")).isVisible();
            page.locator("button[value='" + id(other) + "']").click();

            // Then
            assertThat(page.locator("nav[aria-label=Console]")).containsText("Channels");
            assertThat(keyOf(other, "both@example.com (console)").get("scopes").toString())
                    .isEqualTo("[\"admin\"]");

            // When: an answer that nobody asked for.
            page.navigate(gateway + "/console/sign-in/oidc/back?code=stolen&state=theirs");

            // Then
            assertThat(page.getByText("You are not signed in")).isVisible();
            assertThat(page.getByText("or it took longer than ten minutes. Try again."))
                    .isVisible();
            screens.look(page, "sign-in-account-refused");

            // And: the gateway wrote nothing of the people, and nothing that opens something.
            String metrics =
                    new Api(running.management(), null).get("/q/metrics").text();
            for (String written : List.of(Files.readString(running.log()), metrics)) {
                assertThat(written).isNotEmpty().doesNotContain(SECRET, "@example.com", "stolen", "theirs", "eyJ");
            }
        } finally {
            running.terminate();
            running.awaitEnd();
        }
    }

    private void signInAs(String person) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with single sign-on"))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(person))
                .click();
    }

    private static String id(Api api) {
        return api.get("/v1/api-keys/self").json().get("organization_id").asText();
    }

    private static JsonNode keyOf(Api admin, String name) {
        for (JsonNode key : admin.get("/v1/api-keys").json()) {
            if (key.get("name").asText().equals(name)) {
                return key;
            }
        }
        throw new AssertionError("No key of " + name);
    }

    private Map<String, String> settings(
            LocalSystem system, OidcProvider provider, URI gateway, String one, String other) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "POSTERN_GATEWAY_CREDENTIAL_SERVICE",
                system.url(Service.CREDENTIAL_SERVICE).toString());
        settings.put(
                "POSTERN_GATEWAY_CODE_INGEST_SERVICE",
                system.url(Service.CODE_INGEST_SERVICE).toString());
        settings.put(
                "POSTERN_GATEWAY_TOTP_RESOLVER_SERVICE",
                system.url(Service.TOTP_RESOLVER_SERVICE).toString());
        settings.put("POSTERN_CONSOLE_OIDC_ISSUER", provider.issuer().toString());
        settings.put("POSTERN_CONSOLE_OIDC_CLIENT_ID", "postern");
        settings.put(
                "POSTERN_CONSOLE_OIDC_CLIENT_SECRET_FILE",
                Files.writeString(folder.resolve("secret"), SECRET + "\n").toString());
        settings.put("POSTERN_CONSOLE_OIDC_REDIRECT_URI", gateway + "/console/sign-in/oidc/back");
        settings.put("POSTERN_CONSOLE_OIDC_GRANTS", "support=" + one + " codes:read; ops=" + other + " admin");
        settings.put(
                "POSTERN_CONSOLE_OIDC_KEY_FILE", system.secrets().operatorKey().toString());
        return settings;
    }

    private ServiceProcess gateway(int port, Map<String, String> settings) {
        int management = FreePort.find();
        settings.put("POSTERN_ENVIRONMENT", "local");
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        return ServiceProcess.start(
                "gateway-with-provider",
                Checkout.folder().resolve("gateway/target/quarkus-app/quarkus-run.jar"),
                List.of(),
                settings,
                folder,
                URI.create("http://127.0.0.1:" + management));
    }
}
