package dev.postern.credential.vault;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The key that wraps all other keys of this service. */
@ConfigMapping(prefix = "postern.master")
interface MasterKeySettings {

    /** File with the AEAD keyset, in Tink's JSON form. Required; without it nothing that was stored can be read. */
    Optional<Path> keyFile();
}
