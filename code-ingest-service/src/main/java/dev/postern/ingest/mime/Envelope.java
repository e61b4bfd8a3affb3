package dev.postern.ingest.mime;

import dev.postern.ingest.provider.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What the mail server was told, which may differ from what the mail says.
 *
 * @param from the sender; empty for a bounce (RFC 5321, section 4.5.5), and when it is not known
 * @param to the recipient; empty when it is not known
 */
record Envelope(String from, String to) {
    private static final String PREFIX = "cf_";
    private static final int HEX_DIGITS = 32;

    static Envelope of(WebhookRequest request) {
        return new Envelope(
                request.header("X-Envelope-From").orElse(""),
                request.header("X-Envelope-To").orElse(""));
    }

    /**
     * A key that is equal for each attempt to deliver one mail between two addresses. It is also the signed id, which
     * is how the signature covers the envelope.
     */
    String deliveryKey(byte[] mail) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update((from + '\n' + to + '\n').getBytes(StandardCharsets.UTF_8));
        return PREFIX + HexFormat.of().formatHex(sha256.digest(mail)).substring(0, HEX_DIGITS);
    }

    @Override
    public String toString() {
        return "Envelope[***]";
    }
}
