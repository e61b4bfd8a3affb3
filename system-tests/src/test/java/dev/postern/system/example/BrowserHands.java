package dev.postern.system.example;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium, by Playwright. Its driver comes with Maven; the browser is this machine's. */
final class BrowserHands implements Hands {
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    BrowserHands(Path chromium) {
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        // Tests may run as root, where Chromium has no sandbox. It sees the test's own page only.
                        .setChromiumSandbox(false));
        this.page = browser.newPage();
    }

    /** The first one on the path of programs. */
    static Optional<Path> chromium() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String how() {
        return "in Chromium " + browser.version();
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
        return page.textContent("h1").equals(LoginSite.WELCOME);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
