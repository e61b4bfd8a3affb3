package dev.postern.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium, by Playwright. Its driver comes with Maven; the browser is this machine's. */
public final class Chromium implements AutoCloseable {
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private final Playwright playwright;
    private final Browser browser;

    public Chromium(Path program) {
        this(program, List.of());
    }

    /** With further arguments of the program. */
    public Chromium(Path program, List<String> arguments) {
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(arguments)
                        // Tests may run as root, where Chromium has no sandbox. It sees the test's own pages only.
                        .setChromiumSandbox(false));
    }

    /** The first one on the path of programs. */
    public static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
