package dev.postern.ingest.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on the messages that are taken in. */
@ConfigMapping(prefix = "postern.ingest")
interface MessageSettings {

    /**
     * The length of the longest message that is kept when nothing was found in it, in characters. It can also be set by
     * Skyvern's name, {@code TOTP_RAW_CONTENT_MAX_LENGTH}.
     */
    @WithDefault("65536")
    int rawContentMaxLength();
}
