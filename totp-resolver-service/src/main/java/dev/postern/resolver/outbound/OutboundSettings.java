package dev.postern.resolver.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What calls to addresses that users supply may reach. */
@ConfigMapping(prefix = "postern.outbound")
interface OutboundSettings {

    /**
     * Ranges that may be called although they are not public, such as {@code 10.1.0.0/16}. Unsafe: every caller that
     * may ask for a code can then send requests there.
     */
    Optional<List<String>> unsafeAllowedNetworks();
}
