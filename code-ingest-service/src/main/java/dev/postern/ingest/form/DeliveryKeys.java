package dev.postern.ingest.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Keys of deliveries for providers that give none: equal for equal content. */
public final class DeliveryKeys {

    private DeliveryKeys() {}

    /** A key of the bytes that were posted. */
    public static String ofBody(byte[] body) {
        return "body:" + DigestUtils.sha256Hex(body);
    }

    /**
     * A key of a mail: its own id with the recipients it was delivered to, or the content when it has no id.
     */
    public static String ofMail(@Nullable String messageId, List<String> recipients, byte[] content) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(String.join("\n", recipients).getBytes(StandardCharsets.UTF_8));
        if (messageId == null || messageId.isBlank()) {
            return "mail:" + HexFormat.of().formatHex(sha256.digest(content));
        }
        return "mail:" + messageId.strip() + '\n' + HexFormat.of().formatHex(sha256.digest());
    }
}
