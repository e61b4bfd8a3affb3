package dev.postern.system.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.postern.system.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;

/**
 * Looks at a page in light and dark, narrow and wide: whether it fits, and what axe finds. Keeps pictures of it
 * among the documents with {@code -Dpostern.screens.write=true}.
 */
final class Screens {
    private static final int[][] SIZES = {{1280, 800}, {360, 740}, {3840, 2160}};
    private static final boolean WRITES = Boolean.getBoolean("postern.screens.write");
    private static final String SERIOUS = """
        async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
          .filter(found => ["serious", "critical"].includes(found.impact))
          .map(found => found.id + ": " + found.nodes.map(node => node.target.join(" ")).join(", "))\
        """;

    private final Path folder = Checkout.folder().resolve("docs/screens");
    private final String axe = axe();

    /** Looks at the page that is open, under a name for its pictures. */
    void look(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            show(page, scheme);
            for (int[] size : SIZES) {
                Assertions.assertThat(tooWide(page, size)).as(name).isEmpty();
                // A wide picture of every page would weigh more than the sources.
                if (WRITES && size[0] < 3840) {
                    keep(page, name, scheme, size);
                }
            }
            page.setViewportSize(SIZES[0][0], SIZES[0][1]);
            Assertions.assertThat(serious(page)).as(name + " in " + scheme).isEmpty();
        }
        show(page, ColorScheme.LIGHT);
    }

    /** What is wrong with the page that is open: where it does not fit, and what axe finds, narrow in light and wide in dark. */
    List<String> faults(Page page, String name) {
        List<String> found = new ArrayList<>();
        ColorScheme[] schemes = {ColorScheme.DARK, ColorScheme.LIGHT};
        for (int at = 0; at < schemes.length; at++) {
            show(page, schemes[at]);
            found.addAll(tooWide(page, SIZES[at]));
            found.addAll(serious(page));
            if (WRITES) {
                keep(page, name, schemes[at], SIZES[at]);
            }
        }
        page.setViewportSize(SIZES[0][0], SIZES[0][1]);
        return found.stream().map(fault -> name + ": " + fault).toList();
    }

    private static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    /** Shows the page in a size, and tells when it has to be scrolled sideways. */
    private static List<String> tooWide(Page page, int[] size) {
        page.setViewportSize(size[0], size[1]);
        Object width = page.evaluate("document.documentElement.scrollWidth");
        return width.equals(size[0]) ? List.of() : List.of(width + " wide on a screen of " + size[0]);
    }

    private List<String> serious(Page page) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(axe);
        }
        return ((List<?>) page.evaluate(SERIOUS)).stream().map(String::valueOf).toList();
    }

    private void keep(Page page, String name, ColorScheme scheme, int[] size) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + size[0] + ".png")));
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
