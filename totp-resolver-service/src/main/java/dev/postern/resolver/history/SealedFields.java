package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.PayloadSealer.CannotOpen;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a row of {@code codes} still holds. A field that is gone, or whose key is gone, does not hide the others.
 */
@ApplicationScoped
class SealedFields {
    private final PayloadSealer sealer;

    SealedFields(PayloadSealer sealer) {
        this.sealer = sealer;
    }

    /** The code or the link, depending on the type; null when it is gone. */
    @Nullable String value(ResultSet row, String organizationId, OtpType type) throws SQLException {
        return open(row, organizationId, type == OtpType.TOTP ? "code" : "link");
    }

    /**
     * A field unsealed; null when it is gone.
     *
     * @param field its column without {@code _sealed}
     */
    @Nullable String open(ResultSet row, String organizationId, String field) throws SQLException {
        String sealed = row.getString(field + "_sealed");
        if (sealed == null) {
            return null;
        }
        try {
            return sealer.open(sealed, new SealedField(organizationId, row.getString("totp_code_id"), field));
        } catch (CannotOpen e) {
            return null;
        }
    }
}
