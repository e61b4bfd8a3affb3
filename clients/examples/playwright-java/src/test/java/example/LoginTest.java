package example;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.junit.UsePlaywright;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.client.LoginOptions;
import dev.postern.client.Postern;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@UsePlaywright(ThisMachine.class)
@ExtendWith(PosternFixture.class)
class LoginTest {
    @Test
    void logsInWithTheCodeThatTheSiteSends(Page page, Postern postern) {
        page.navigate(System.getenv("SITE"));
        postern.login(LoginOptions.identifier(System.getenv("SITE_USER")), login -> {
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send me a code"))
                    .click();
            page.locator("input[name=code]").fill(login.code(Duration.ofSeconds(20)));
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING)).hasText("Welcome");
        });
    }
}
