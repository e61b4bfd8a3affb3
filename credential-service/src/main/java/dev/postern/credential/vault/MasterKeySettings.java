package dev.postern.credential.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The key that wraps all other keys of this service: exactly one of a file, a text, and a key of HashiCorp Vault. */
@ConfigMapping(prefix = "postern.master")
interface MasterKeySettings {

    /** File with the AEAD keyset, in Tink's JSON form. Without it nothing that was stored can be read. */
    Optional<Path> keyFile();

    /** The keyset itself, for installations that pass secrets in variables. */
    Optional<String> keyset();

    /** The key lies in HashiCorp Vault, which never gives it away. */
    Transit transit();

    /** A key of Vault's Transit engine. */
    interface Transit {

        /** Vault's address, without {@code /v1}. Names Transit as the place of the master key. */
        Optional<String> url();

        /** Where the engine is mounted. */
        @WithDefault("transit")
        String mount();

        /** The key's name. */
        Optional<String> key();

        /** File with the token; read at every call, so that an agent can renew it. */
        Optional<Path> tokenFile();

        /** The namespace, where there are some. */
        Optional<String> namespace();
    }
}
