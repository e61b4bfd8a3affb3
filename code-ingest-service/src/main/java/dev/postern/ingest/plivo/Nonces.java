package dev.postern.ingest.plivo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The nonces that came last, each with its message. A second message under a nonce is one that somebody forged after seeing the
 * first; a repeat of the first is not. This process remembers its own.
 */
final class Nonces {
    private static final int MOST = 100_000;

    private final Map<String, String> messages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Whether the nonce is new, or came with this message before. */
    synchronized boolean isFirst(String channelId, String nonce, String messageId) {
        String known =
                messages.putIfAbsent(DigestUtils.sha256Hex(channelId + '\n' + nonce), DigestUtils.sha256Hex(messageId));
        return known == null || known.equals(DigestUtils.sha256Hex(messageId));
    }
}
