package dev.postern.system.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Looks at a page in light and dark, narrow and wide: whether it fits, and what axe finds. Keeps pictures of it. */
final class Screens {
    private static final int[][] SIZES = {{1280, 800}, {360, 740}, {3840, 2160}};
    private static final String SERIOUS = """
            async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
              .filter(found => ["serious", "critical"].includes(found.impact))
              .map(found => found.id + ": " + found.nodes.map(node => node.target.join(" ")).join(", "))""";

    private final Path folder;
    private final String axe = axe();

    /** Keeps the pictures among the documents with {@code -Dpostern.screens.write=true}, else in the build folder. */
    Screens() {
        this.folder = Boolean.getBoolean("postern.screens.write")
                ? Checkout.folder().resolve("docs/screens")
                : Checkout.folder().resolve("system-tests/target/screens");
    }

    /** Looks at the page that is open, under a name for its pictures. */
    void look(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int[] size : SIZES) {
                page.setViewportSize(size[0], size[1]);
                Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(name + " fits into " + size[0])
                        .isEqualTo(size[0]);
                // A wide picture of every page would weigh more than the sources.
                if (size[0] < 3840) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(folder.resolve(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-"
                                    + size[0] + ".png")));
                }
            }
            page.setViewportSize(SIZES[0][0], SIZES[0][1]);
            page.evaluate(axe);
            Assertions.assertThat(page.evaluate(SERIOUS))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .as(name + " in " + scheme)
                    .isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static String axe() {
        try (InputStream in = Screens.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe-core is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
