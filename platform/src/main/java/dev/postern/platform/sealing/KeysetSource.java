package dev.postern.platform.sealing;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Reads a Tink keyset. Its failures name the setting and never quote the keyset. */
public final class KeysetSource {

    static {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private KeysetSource() {}

    /**
     * The keyset in a file, in Tink's JSON form.
     *
     * @param setting the setting that named the file, for the error
     * @throws UnusableKeyset when the file is missing, unreadable or no keyset
     */
    public static KeysetHandle read(String setting, Path file) {
        String json;
        try {
            json = Files.readString(file);
        } catch (IOException e) {
            throw new UnusableKeyset(setting, "the file cannot be read");
        }
        return parse(setting, json, "the file is not a Tink keyset in JSON form");
    }

    /**
     * The keyset in a setting's value, in Tink's JSON form.
     *
     * @param setting its name, for the error
     * @throws UnusableKeyset when it is no keyset
     */
    public static KeysetHandle parse(String setting, String json) {
        return parse(setting, json, "the value is not a Tink keyset in JSON form");
    }

    private static KeysetHandle parse(String setting, String json, String otherwise) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnusableKeyset(setting, otherwise);
        }
    }

    /** A keyset that cannot be used. It has no cause, because parsers quote their input. */
    public static final class UnusableKeyset extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String setting;
        private final String reason;

        UnusableKeyset(String setting, String reason) {
            super(setting + ": " + reason);
            this.setting = setting;
            this.reason = reason;
        }

        /** The setting to change. */
        public String setting() {
            return setting;
        }

        /** What is wrong with it, for the operator. */
        public String reason() {
            return reason;
        }
    }
}
