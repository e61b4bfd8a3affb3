package dev.postern.credential.body;

import dev.postern.credential.pasted.KeyFault;

/**
 * An authenticator's key cannot be used. Answered with 400 and an object, which Skyvern's clients read by its code
 * ({@code skyvern/forge/sdk/services/credentials.py}).
 */
public final class AuthenticatorKeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;

    private AuthenticatorKeyRefused(String errorCode, String message) {
        super(message, null, false, false);
        this.errorCode = errorCode;
    }

    static AuthenticatorKeyRefused required() {
        return new AuthenticatorKeyRefused(
                "authenticator_key_required", "A credential with an authenticator needs the authenticator's key.");
    }

    static AuthenticatorKeyRefused invalid(KeyFault fault) {
        return new AuthenticatorKeyRefused(
                "invalid_authenticator_key",
                "The authenticator key is not valid. " + fault.words()
                        + " Give the Base32 setup key or the whole otpauth:// URI that the website shows.");
    }

    static AuthenticatorKeyRefused invalidCounter(KeyFault fault) {
        return new AuthenticatorKeyRefused(
                "invalid_authenticator_key",
                "The key in hotp is not valid. " + fault.words()
                        + " Give the whole otpauth://hotp/ URI, with its counter.");
    }

    public static AuthenticatorKeyRefused stored() {
        return new AuthenticatorKeyRefused(
                "invalid_authenticator_key",
                "The saved authenticator key is not valid. Update the credential with the setup key or otpauth:// URI"
                        + " that the website shows.");
    }

    String errorCode() {
        return errorCode;
    }
}
