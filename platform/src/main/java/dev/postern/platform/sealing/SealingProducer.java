package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Makes the sealer and the index key from their files. Reports at start-up what is missing. */
@ApplicationScoped
class SealingProducer implements StartupCheck {
    private static final String PAYLOAD_SETTING = "postern.sealing.payload-keyset-file";
    private static final String INDEX_SETTING = "postern.sealing.index-key-file";

    private final SealingSettings settings;

    SealingProducer(SealingSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Findings findings) {
        reportUnusable(findings, this::payloadSealer);
        reportUnusable(findings, this::indexKey);
    }

    @Produces
    @Singleton
    PayloadSealer payloadSealer() {
        try {
            return PayloadSealer.of(payloadKeys());
        } catch (GeneralSecurityException e) {
            throw new KeysetSource.UnusableKeyset(PAYLOAD_SETTING, "the keyset does not hold AEAD keys");
        }
    }

    @Produces
    @Singleton
    IndexKey indexKey() {
        try {
            return IndexKey.of(indexKeys());
        } catch (GeneralSecurityException e) {
            throw new KeysetSource.UnusableKeyset(INDEX_SETTING, "the keyset does not hold PRF keys");
        }
    }

    /** As the file has them now. */
    KeysetHandle payloadKeys() {
        return keyset(PAYLOAD_SETTING, settings.payloadKeysetFile());
    }

    /** As the file has them now. */
    KeysetHandle indexKeys() {
        return keyset(INDEX_SETTING, settings.indexKeyFile());
    }

    private static KeysetHandle keyset(String setting, Optional<Path> file) {
        return KeysetSource.read(
                setting, file.orElseThrow(() -> new KeysetSource.UnusableKeyset(setting, "the setting is missing")));
    }

    private static void reportUnusable(Findings findings, Runnable attempt) {
        try {
            attempt.run();
        } catch (KeysetSource.UnusableKeyset e) {
            findings.abort(e.setting(), e.reason());
        }
    }
}
