package dev.postern.system.example;

import dev.postern.system.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a script does at a login page. Used by the thread that made it only. */
interface Hands extends AutoCloseable {
    /** Hands in a Chromium if there is one on this machine, or else plain HTTP. */
    static Hands get() {
        Optional<Path> chromium = Chromium.program();
        return chromium.isPresent() ? new BrowserHands(chromium.get()) : new PlainHands();
    }

    /** How the page is used, for people. */
    String how();

    /** Opens the site's page and presses "Send me a code". */
    void press(URI site);

    /** Types the code and presses "Sign in"; whether the site lets it in. */
    boolean type(String code);

    @Override
    void close();
}
