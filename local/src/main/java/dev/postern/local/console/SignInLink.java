package dev.postern.local.console;

import dev.postern.local.files.PrivateFiles;
import dev.postern.local.files.UnsafeLocalSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Makes links that sign in once. The token lies in a file that only this user can read; the gateway takes the file away when somebody
 * shows the token, and refuses it when the file is older than 15 minutes.
 */
public final class SignInLink {
    private static final String FOLDER = "console";
    private static final String FILE = "sign-in-link";

    private SignInLink() {}

    /** Where the file lies that the gateway looks for. */
    public static Path folder(Path data) {
        return data.resolve(FOLDER);
    }

    /**
     * A new link; the one before signs nobody in any more. The token stands behind a {@code #}, which browsers keep to themselves: no
     * log on the way has it.
     */
    public static String make(Path data, URI gateway) {
        Path folder = folder(data);
        PrivateFiles.createFolder(folder);
        Path file = folder.resolve(FILE);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String token = PrivateFiles.readOrCreate(file, () -> UnsafeLocalSecrets.randomText(new SecureRandom()));
        return gateway.resolve("/console/sign-in") + "#once=" + token;
    }
}
