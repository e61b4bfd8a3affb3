package dev.postern.system.console;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.postern.system.Chromium;
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
        chromium = Chromium.program().map(Chromium::new).orElse(null);
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
}
