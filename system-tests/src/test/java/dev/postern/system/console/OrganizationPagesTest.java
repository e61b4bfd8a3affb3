package dev.postern.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator does with an organisation in the console. */
@ExtendWith(RunningSystem.class)
class OrganizationPagesTest extends InChromium {
    @Test
    void theOperatorClosesOpensAndEndsAnOrganisation(LocalSystem system) {
        // Given
        signIn(Organizations.operator(system), "/console/");
        page.waitForSelector("h1:has-text('Organisations')");
        page.fill("#name", "Fabrikam");
        page.click("text=Make the organisation");
        Api admin = new Api(system.gateway(), page.textContent("#made-key"));
        JsonNode reader = Organizations.key(admin, "codes:read");
        page.click("tr a:has-text('Fabrikam') >> nth=0");
        page.waitForSelector("h1:has-text('Fabrikam')");

        // When
        page.fill("[id='quotas.credentials']", "none");
        page.click("text=Save what it may use");

        // Then: what was typed stays, with the reason.
        page.waitForSelector("[id='quotas.credentials-about'] .error");
        assertThat(page.inputValue("[id='quotas.credentials']")).isEqualTo("none");

        // When
        page.fill("[id='quotas.credentials']", "7");
        page.click("text=Save what it may use");
        page.waitForSelector("text=It is saved.");
        page.fill("#name", "Fabrikam and daughters");
        page.click("text=Rename");
        page.waitForSelector("h1:has-text('daughters')");
        page.click("tr:has-text('test') >> text=Revoke");
        page.click("#confirm [value=yes]");

        // Then
        page.waitForSelector("tr:has-text('test') >> text=revoked");
        assertThat(admin.as(reader.get("key").asText()).get("/v1/codes").status())
                .isEqualTo(403);
        assertThat(page.textContent("[aria-labelledby=keeps-title] tr:has-text('credentials') >> nth=0"))
                .contains("7");
        screens.look(page, "organisation");

        // When
        page.click("button:has-text('Disable')");
        page.click("#confirm [value=yes]");

        // Then
        page.waitForSelector("text=Open it again");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("/v1/codes").status() == 403);

        // When
        page.click("button:has-text('Enable')");
        page.waitForSelector("text=Close it for now");
        page.fill("#confirmed", "Fabrikam");
        page.click("button:has-text('Delete')");
        page.click("#confirm [value=yes]");

        // Then
        page.waitForSelector("text=The organisation has another name. Nothing was deleted.");

        // When
        page.fill("#confirmed", "Fabrikam and daughters");
        page.click("button:has-text('Delete')");
        page.click("#confirm [value=yes]");

        // Then
        page.waitForSelector("h1:has-text('The organisation is deleted')");
        assertThat(page.textContent("tr:has-text('postern.messages.unparsed.v1') >> nth=0"))
                .contains("sealed");
        screens.look(page, "organisation-deleted");
    }
}
