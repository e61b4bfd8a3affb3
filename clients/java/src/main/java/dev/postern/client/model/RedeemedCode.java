// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param codeRequestId The request it was given to, to which its outcome is reported
 * @param code The code, or the link of a message that had one
 * @param otpType One of totp, magic_link
 * @param validUntil as in the API
 */
public record RedeemedCode(
        @Nullable String codeRequestId, @Nullable String code, @Nullable String otpType, @Nullable String validUntil) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static RedeemedCode of(JsonObject told) {
        return new RedeemedCode(
                told.text("code_request_id"), told.text("code"), told.text("otp_type"), told.text("valid_until"));
    }

    /** Without codes, messages and addresses. */
    @Override
    public String toString() {
        return "RedeemedCode["
                + "codeRequestId=" + codeRequestId + ", "
                + "otpType=" + otpType + ", "
                + "validUntil=" + validUntil + "]";
    }
}
// spotless:on
