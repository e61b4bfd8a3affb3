package dev.postern.system.console;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.postern.system.Api;
import dev.postern.system.Checkout;
import dev.postern.system.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One Chromium for a class of tests, and a fresh window for each. Where the machine has none, they are skipped and say so. */
abstract class InChromium {
    private static @Nullable Chromium chromium;

    final Screens screens = new Screens();
    BrowserContext context;
    Page page;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        chromium = Chromium.program()
                .map(program -> new Chromium(program, withCamera()))
                .orElse(null);
    }

    /** A camera that sees the picture of a QR code, and may be used. Chromium takes a film, of which one JPEG is the shortest. */
    private static List<String> withCamera() {
        try {
            Path film = Files.createTempFile("camera", ".mjpeg");
            film.toFile().deleteOnExit();
            Files.copy(
                    Checkout.folder().resolve("credential-service/src/test/resources/pictures/described.jpg"),
                    film,
                    StandardCopyOption.REPLACE_EXISTING);
            return List.of(
                    "--use-fake-ui-for-media-stream",
                    "--use-fake-device-for-media-stream",
                    "--use-file-for-fake-video-capture=" + film);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        assumeThat(chromium)
                .as("there is no Chromium on this machine: the console was not tried")
                .isNotNull();
        context = chromium.browser().newContext();
        page = context.newPage();
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Signs in with a key and goes to a page. */
    void signIn(Api api, String path) {
        page.navigate(api.base() + "/console/sign-in?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        page.fill("#api_key", String.valueOf(api.key()));
        page.click("text=Sign in");
        page.waitForSelector("nav[aria-label=Console]");
    }
}
