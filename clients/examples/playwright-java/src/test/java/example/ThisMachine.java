package example;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.junit.Options;
import com.microsoft.playwright.junit.OptionsFactory;
import java.nio.file.Path;
import java.util.Map;

/** The browser of the machine, rather than one that Playwright fetches. */
public class ThisMachine implements OptionsFactory {
    @Override
    public Options getOptions() {
        return new Options()
                .setPlaywrightCreateOptions(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .setLaunchOptions(new LaunchOptions()
                        .setExecutablePath(Path.of(System.getenv("CHROMIUM")))
                        // As root, as in containers, Chromium has no sandbox: it sees the test's own site only.
                        .setChromiumSandbox(!System.getProperty("user.name").equals("root")));
    }
}
