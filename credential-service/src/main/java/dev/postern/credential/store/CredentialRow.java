package dev.postern.credential.store;

import dev.postern.credential.body.CredentialContent;
import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.TotpType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A credential as it is stored. */
@Entity
@Table(name = "credentials")
@NullUnmarked // Hibernate fills it in after construction.
class CredentialRow {
    @Id
    @Column(name = "credential_id")
    String credentialId;

    @Column(name = "organization_id")
    String organizationId;

    @Column(name = "name")
    String name;

    @Column(name = "credential_type")
    @Convert(converter = WireNames.OfCredentialType.class)
    CredentialType type;

    @Column(name = "username")
    @Nullable String username;

    @Column(name = "totp_type")
    @Convert(converter = WireNames.OfTotpType.class)
    @Nullable TotpType totpType;

    @Column(name = "totp_identifier")
    byte @Nullable [] totpIdentifier;

    @Column(name = "card_last_four")
    @Nullable String cardLastFour;

    @Column(name = "card_brand")
    @Nullable String cardBrand;

    @Column(name = "secret_label")
    @Nullable String secretLabel;

    @Column(name = "secrets")
    byte[] secrets;

    @Column(name = "seed_fingerprint")
    byte @Nullable [] seedFingerprint;

    @Column(name = "browser_settings")
    String browserSettings;

    @Column(name = "folder_id")
    @Nullable String folderId;

    @Column(name = "revealable")
    boolean revealable;

    @Column(name = "made_by", updatable = false)
    @Nullable String madeBy;

    @Column(name = "version")
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;

    /** About how much memory it takes, its secrets included. */
    long bytes() {
        return 500L + secrets.length + browserSettings.length();
    }

    /** Takes over what may be shown of a content, and forgets what an earlier one of another type had. */
    void show(CredentialContent content) {
        type = content.type();
        username = null;
        totpType = null;
        cardLastFour = null;
        cardBrand = null;
        secretLabel = null;
        switch (content) {
            case CredentialContent.Login login -> {
                username = login.username();
                totpType = login.totpType();
            }
            case CredentialContent.Card card -> {
                cardLastFour = card.lastFour();
                cardBrand = card.brand();
            }
            case CredentialContent.Text text -> secretLabel = text.label();
        }
    }
}
