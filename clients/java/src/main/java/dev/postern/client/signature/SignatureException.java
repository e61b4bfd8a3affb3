package dev.postern.client.signature;

import dev.postern.client.error.PosternException;

/** A call to a {@code totp_url} is not signed by the secret, or is too old. */
public final class SignatureException extends PosternException {
    private static final long serialVersionUID = 1L;

    SignatureException(String message) {
        super(message);
    }
}
