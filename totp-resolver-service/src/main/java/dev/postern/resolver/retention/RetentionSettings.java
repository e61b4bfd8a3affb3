package dev.postern.resolver.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what was received is kept, counted from its receipt. */
@ConfigMapping(prefix = "postern.retention")
interface RetentionSettings {

    /** The message itself. */
    @WithDefault("7d")
    Duration content();

    /** The code and the link, also in the requests that were given them. At least as long as the content. */
    @WithDefault("30d")
    Duration code();

    /** Everything: times, ids, masks, sealed address; requests and hourly counts too. At least as long as the code. */
    @WithDefault("90d")
    Duration row();

    /** How often a replica looks for what is due. */
    @WithDefault("1m")
    Duration every();
}
