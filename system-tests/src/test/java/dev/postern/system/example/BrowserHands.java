package dev.postern.system.example;

import com.microsoft.playwright.Page;
import dev.postern.system.Chromium;
import java.net.URI;
import java.nio.file.Path;

/** A real Chromium. */
final class BrowserHands implements Hands {
    private final Chromium chromium;
    private final Page page;

    BrowserHands(Path program) {
        this.chromium = new Chromium(program);
        this.page = chromium.browser().newPage();
    }

    @Override
    public String how() {
        return "in Chromium " + chromium.browser().version();
    }

    @Override
    public void press(URI site) {
        page.navigate(site.toString());
        page.click("text=Send me a code");
    }

    @Override
    public boolean type(String code) {
        page.fill("input[name=code]", code);
        page.click("text=Sign in");
        page.waitForURL("**/sign-in");
        return page.textContent("h1").equals(LoginSite.WELCOME);
    }

    @Override
    public void close() {
        chromium.close();
    }
}
