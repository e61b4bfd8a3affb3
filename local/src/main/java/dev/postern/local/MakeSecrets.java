package dev.postern.local;

import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.files.UnsafeLocalSecrets;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code ./postern secrets [FOLDER]}: makes the key files that {@code docker-compose.yml} hands to its containers, those that
 * are missing. The folder is its owner's alone; the files in it are readable to all, since a container's user, who is not the
 * folder's owner, is given each file by itself.
 */
public final class MakeSecrets {

    private MakeSecrets() {}

    /** Ends the process: 0 with a line per file, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(arguments[0]), System.out, System.err));
    }

    /** The same, without ending the process. */
    public static int run(Path folder, PrintStream out, PrintStream err) {
        try {
            PrivateFiles.createFolder(folder);
            for (Map.Entry<String, Supplier<String>> secret : secrets().entrySet()) {
                Path file = folder.resolve(secret.getKey());
                out.println((Files.exists(file) ? "kept  " : "made  ") + file);
                PrivateFiles.readOrCreate(file, secret.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            err.println("The secrets cannot be written to " + folder + ". Is it a folder of yours?");
            return 1;
        }
    }

    private static Map<String, Supplier<String>> secrets() {
        SecureRandom random = new SecureRandom();
        Supplier<String> text = () -> UnsafeLocalSecrets.randomText(random);
        Map<String, Supplier<String>> secrets = new LinkedHashMap<>();
        secrets.put("payload-keyset.json", () -> UnsafeLocalSecrets.keyset(PredefinedAeadParameters.AES256_GCM));
        secrets.put("index-key.json", () -> UnsafeLocalSecrets.keyset(PredefinedPrfParameters.HMAC_SHA256_PRF));
        secrets.put("master-key.json", () -> UnsafeLocalSecrets.keyset(PredefinedAeadParameters.AES256_GCM));
        secrets.put("internal-token", text);
        secrets.put("operator-key", () -> "pk_" + UnsafeLocalSecrets.randomText(random));
        secrets.put("postgres-password", text);
        secrets.put("credentials-db-password", text);
        secrets.put("codes-db-password", text);
        return secrets;
    }
}
