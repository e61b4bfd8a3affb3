package dev.postern.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, found from wherever the test runs. */
public final class Checkout {

    private Checkout() {}

    public static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("postern"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("The tests do not run inside a checkout");
            }
        }
        return folder;
    }
}
