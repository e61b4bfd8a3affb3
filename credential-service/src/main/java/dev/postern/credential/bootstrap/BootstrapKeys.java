package dev.postern.credential.bootstrap;

import dev.postern.credential.apikey.IssueApiKey;
import dev.postern.credential.vault.SecretText;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.RuntimeEnvironment;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the keys that were brought along, and says at start-up what is wrong with them. */
@ApplicationScoped
class BootstrapKeys implements StartupCheck {
    private static final String LOCAL_FILE = "postern.bootstrap.local-key-file";
    private static final String OPERATOR_FILE = "postern.bootstrap.operator-key-file";
    private static final String OPERATOR_KEY = "postern.bootstrap.operator-key";

    private final BootstrapSettings settings;
    private final RuntimeEnvironment environment;

    BootstrapKeys(
            BootstrapSettings settings,
            @ConfigProperty(name = "postern.environment", defaultValue = "production") RuntimeEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void check(Findings findings) {
        settings.localKeyFile().ifPresent(file -> {
            if (environment != RuntimeEnvironment.LOCAL) {
                findings.abort(LOCAL_FILE, "it is only for the environment local; make keys with an operator's key");
            } else {
                checkFile(findings, LOCAL_FILE, file);
            }
        });
        settings.operatorKeyFile().ifPresent(file -> checkFile(findings, OPERATOR_FILE, file));
        settings.operatorKey().ifPresent(key -> checkForm(findings, OPERATOR_KEY, key.strip()));
    }

    Optional<SecretText> local() {
        return settings.localKeyFile().map(BootstrapKeys::read).map(SecretText::new);
    }

    Optional<SecretText> operator() {
        return settings.operatorKeyFile()
                .map(BootstrapKeys::read)
                .or(() -> settings.operatorKey().map(String::strip))
                .map(SecretText::new);
    }

    private static void checkFile(Findings findings, String setting, Path file) {
        String read = read(file);
        if (read.isEmpty()) {
            findings.abort(setting, "the file cannot be read or is empty");
        } else {
            checkForm(findings, setting, read);
        }
    }

    private static void checkForm(Findings findings, String setting, String key) {
        if (!IssueApiKey.isKey(key)) {
            findings.abort(setting, "a key is pk_ and 43 characters of URL-safe Base64 made of 32 random bytes");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
