package dev.postern.credential.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Reads the master key, and says at start-up what is wrong with it. */
@ApplicationScoped
class MasterKeyProducer implements StartupCheck {
    private static final String FILE = "postern.master.key-file";
    private static final String TEXT = "postern.master.keyset";
    private static final String TRANSIT = "postern.master.transit.url";

    private final MasterKeySettings settings;

    MasterKeyProducer(MasterKeySettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Findings findings) {
        long places = Stream.of(
                        settings.keyFile(),
                        settings.keyset(),
                        settings.transit().url())
                .filter(place -> place.isPresent())
                .count();
        if (places == 0) {
            findings.abort(FILE, "the setting is missing");
        } else if (places > 1) {
            findings.abort(FILE, "the master key has more than one place; leave one of the settings");
        } else {
            checkThatPlace(findings);
        }
    }

    private void checkThatPlace(Findings findings) {
        try {
            if (settings.transit().url().isPresent()
                    && !bindsItsPurpose(keyPlace().opening())) {
                findings.abort(
                        TRANSIT,
                        "the key does not bind associated data; it needs Vault 1.13 and a key of aes256-gcm96");
            } else {
                keyPlace().opening();
            }
        } catch (TransitFailure e) {
            findings.abort(e.reason().setting(), e.reason().sentence());
        } catch (KeysetSource.UnusableKeyset e) {
            findings.abort(e.setting(), e.reason());
        } catch (GeneralSecurityException e) {
            findings.abort(place(), "the keyset does not hold AEAD keys");
        }
    }

    @Produces
    @Singleton
    MasterKey masterKey() {
        try {
            return new MasterKey(keyPlace());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(place() + ": the keyset does not hold AEAD keys", e);
        }
    }

    private String place() {
        return settings.keyset().isPresent() ? TEXT : settings.keyFile().isPresent() ? FILE : TRANSIT;
    }

    private MasterKey.Place keyPlace() throws GeneralSecurityException {
        return settings.transit().url().isPresent()
                ? new TransitAead(settings.transit())
                : new MasterKeyset(this::keyset);
    }

    private KeysetHandle keyset() {
        return settings.keyset()
                .map(json -> KeysetSource.parse(TEXT, json))
                .orElseGet(() -> KeysetSource.read(FILE, settings.keyFile().orElseThrow()));
    }

    /** Whether what is wrapped for one purpose opens for that one only: an older Vault ignores the purpose in silence. */
    private static boolean bindsItsPurpose(Aead aead) throws GeneralSecurityException {
        byte[] plain = "start-up check".getBytes(StandardCharsets.UTF_8);
        byte[] encrypted = aead.encrypt(plain, new byte[] {1});
        if (!Arrays.equals(aead.decrypt(encrypted, new byte[] {1}), plain)) {
            return false;
        }
        try {
            aead.decrypt(encrypted, new byte[] {2});
            return false;
        } catch (GeneralSecurityException refused) {
            return true;
        }
    }
}
