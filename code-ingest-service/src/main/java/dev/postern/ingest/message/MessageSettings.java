package dev.postern.ingest.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken in. */
@ConfigMapping(prefix = "postern.ingest")
interface MessageSettings {

    /**
     * The longest message that is kept although nothing was found in it, in characters. Skyvern's
     * {@code TOTP_RAW_CONTENT_MAX_LENGTH}, by which name it can be set.
     */
    @WithDefault("65536")
    int rawContentMaxLength();
}
