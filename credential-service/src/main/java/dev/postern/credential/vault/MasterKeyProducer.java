package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;

/** Reads the master key, and says at start-up what is wrong with it. */
@ApplicationScoped
class MasterKeyProducer implements StartupCheck {
    private static final String SETTING = "postern.master.key-file";

    private final MasterKeySettings settings;

    MasterKeyProducer(MasterKeySettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Findings findings) {
        if (settings.keyFile().isEmpty()) {
            findings.abort(SETTING, "the setting is missing");
            return;
        }
        try {
            masterKey();
        } catch (KeysetSource.UnusableKeyset e) {
            findings.abort(e.setting(), e.reason());
        } catch (IllegalStateException e) {
            findings.abort(SETTING, "the keyset does not hold AEAD keys");
        }
    }

    @Produces
    @Singleton
    MasterKey masterKey() {
        try {
            return new MasterKey(KeysetSource.read(SETTING, settings.keyFile().orElseThrow())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(SETTING + ": the keyset does not hold AEAD keys", e);
        }
    }
}
