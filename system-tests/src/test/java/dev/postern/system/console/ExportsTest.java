package dev.postern.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.QrPicture;
import dev.postern.system.RunningSystem;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys come over from another application, by pictures and by files. */
@ExtendWith(RunningSystem.class)
class ExportsTest extends InChromium {
    private static final String SHOP = "otpauth://totp/Shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=Shop";
    private static final String BANK = "otpauth://totp/Bank:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank";

    @Test
    void allAccountsOfAnExportInPicturesComeOver(LocalSystem system) {
        // Given: two pages of Google Authenticator, with three accounts.
        Api api = Organizations.fresh(system);
        signIn(api, "/console/import");
        byte[] first = QrPicture.of(export(0, account("Shop", "anna"), account("Bank", "anna")));
        byte[] second = QrPicture.of(export(1, account("Mail", "bea")));

        // When: a page is missing.
        page.setInputFiles("#files", picture("1.png", first));
        page.click("text=Show what would happen");

        // Then
        assertThat(page.locator("#import-said")).containsText("2 will be imported");
        assertThat(page.locator("#import-notices")).containsText(Pattern.compile("[Pp]age 2"));

        // When
        page.setInputFiles("#files", new FilePayload[] {picture("1.png", first), picture("2.png", second)});
        page.click("text=Show what would happen");
        assertThat(page.locator("#import-said")).containsText("3 will be imported");
        screens.look(page, "import");
        page.click("text=Import 3");

        // Then
        assertThat(page.locator("#import-said")).hasText("Done: 3 imported.");
        assertThat(page.locator("#import-done")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(3);
        assertThat(page.locator("tbody")).containsText("Mail");
    }

    @Test
    void allCodesOfOnePictureComeOver(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        signIn(api, "/console/import");

        // When
        page.setInputFiles("#files", picture("sheet.png", QrPicture.of(SHOP, BANK)));
        page.click("text=Show what would happen");
        page.click("text=Import 2");

        // Then
        assertThat(page.locator("#import-said")).hasText("Done: 2 imported.");
        assertThat(api.get("/v1/credentials").json().findValuesAsText("name")).contains("Shop", "Bank");
    }

    @Test
    void aPersonChoosesOneOfTheCodesInAPicture(LocalSystem system) {
        // Given
        signIn(Organizations.fresh(system), "/console/credentials");
        page.click("text=Add password >> nth=0");
        page.fill("#name", "The bank");
        page.click("#add summary");
        page.click(".choice:has-text('Authenticator App')");

        // When
        page.setInputFiles("#scan-file", picture("sheet.png", QrPicture.of(SHOP, BANK)));

        // Then
        assertThat(page.locator("[data-scan-result] button")).hasCount(2);

        // When
        page.click("[data-scan-result] button:has-text('Bank')");
        page.click("#add button.primary");

        // Then
        assertThat(page.locator("main")).containsText("“The bank” is stored.");

        // When: an export with several accounts.
        page.click("text=Add password >> nth=0");
        page.click("#add summary");
        page.click(".choice:has-text('Authenticator App')");
        page.setInputFiles(
                "#scan-file",
                picture("1.png", QrPicture.of(export(0, account("Shop", "anna"), account("Bank", "anna")))));

        // Then
        assertThat(page.locator("[data-scan-result] a[href='/console/import']")).isVisible();
    }

    private static FilePayload picture(String name, byte[] png) {
        return new FilePayload(name, "image/png", png);
    }

    /** One of two pages, as Google Authenticator draws it. */
    private static String export(int page, byte[]... accounts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] account : accounts) {
            bytes(out, 1, account);
        }
        number(out, 2, 1);
        number(out, 3, 2);
        number(out, 4, page);
        number(out, 5, 77);
        String data = Base64.getEncoder().encodeToString(out.toByteArray());
        return "otpauth-migration://offline?data=" + URLEncoder.encode(data, StandardCharsets.UTF_8);
    }

    private static byte[] account(String issuer, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes(out, 1, (issuer + "12345678901234567890").getBytes(StandardCharsets.UTF_8));
        bytes(out, 2, name.getBytes(StandardCharsets.UTF_8));
        bytes(out, 3, issuer.getBytes(StandardCharsets.UTF_8));
        number(out, 4, 1);
        number(out, 5, 1);
        number(out, 6, 2);
        return out.toByteArray();
    }

    // Protocol Buffers, "Encoding": a key of field number and wire type, then the length and the bytes, or a number.
    // All are below 128.
    private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field << 3 | 2);
        out.write(content.length);
        out.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, int field, int value) {
        out.write(field << 3);
        out.write(value);
    }
}
