package dev.postern.local;

import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.local.files.FolderNotOurs;
import dev.postern.local.files.PrivateFiles;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./postern secrets [FOLDER]}: makes the missing ones of the key files that {@code docker-compose.yml} hands to
 * its containers. Only the owner can enter the folder. The files in it are readable to all, since each is handed by
 * itself to a container's user, who is not the folder's owner.
 */
@Command(
        name = "./postern secrets",
        description = "Makes the key files that docker-compose.yml needs, those that are missing.",
        footer = {"", "Example: ./postern secrets && docker compose up"})
public final class MakeSecrets implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = "secrets",
            description = "where to; ./secrets unless said otherwise")
    private Path folder;

    @Spec
    private CommandSpec spec;

    /** Ends the process: 0 with a line per file, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new MakeSecrets(), arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
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
            if (e.getCause() instanceof FolderNotOurs refused) {
                throw new VerbFailed(String.valueOf(refused.getMessage()));
            }
            throw new VerbFailed("the secrets cannot be written to " + folder + ". Is it a folder of yours?");
        }
    }

    private static Map<String, Supplier<String>> secrets() {
        SecureRandom random = new SecureRandom();
        Supplier<String> text = () -> UnsafeLocalSecrets.randomText(random);
        Map<String, Supplier<String>> secrets = new LinkedHashMap<>();
        secrets.put(
                "payload-keyset.json",
                () -> UnsafeLocalSecrets.keyset(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE));
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
