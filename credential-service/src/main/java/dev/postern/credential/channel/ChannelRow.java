package dev.postern.credential.channel;

import dev.postern.credential.published.PublishedRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A channel as it is stored. */
@Entity
@Table(name = "inbound_channels")
@AttributeOverride(name = "id", column = @Column(name = "channel_id"))
@NullUnmarked // Hibernate fills it in after construction.
class ChannelRow extends PublishedRow {
    @Column(name = "provider")
    String provider;

    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "previous_token_hash")
    @Nullable String previousTokenHash;

    @Column(name = "previous_valid_until")
    @Nullable Instant previousValidUntil;

    @Column(name = "match_by")
    String matchBy;

    @Column(name = "match_header")
    @Nullable String matchHeader;

    @Column(name = "identifier")
    byte @Nullable [] identifier;

    @Column(name = "default_region")
    @Nullable String defaultRegion;

    @Column(name = "secrets")
    byte[] secrets;

    @Column(name = "posted_url")
    byte @Nullable [] postedUrl;

    @Column(name = "settings")
    byte @Nullable [] settings;

    @Override
    protected long bytes() {
        return 2_000L + secrets.length + (settings == null ? 0 : settings.length);
    }
}
