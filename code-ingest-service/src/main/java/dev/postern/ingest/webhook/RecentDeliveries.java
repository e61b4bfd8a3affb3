package dev.postern.ingest.webhook;

import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.SingleUse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The deliveries that this process took last, and the nonces and tokens that they came under. They tell a late first attempt from a
 * late repeat, refuse a replay at once, and count repeats. No rule about once rests on this memory: a repeat is the event it was
 * before, and a replay that another replica takes is dropped where events are stored.
 */
@ApplicationScoped
class RecentDeliveries {
    private static final int MOST = 100_000;

    /** By hashes, since keys may be long: for a token what came under it, for a delivery nothing. */
    private final Map<String, String> keys = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Whether the delivery was taken before. */
    synchronized boolean has(String channelId, ProviderMessage message) {
        return keys.containsKey(delivery(channelId, message));
    }

    /** Whether what it came under was good for another post, or for this one and only once. */
    synchronized boolean isReplay(String channelId, ProviderMessage message) {
        SingleUse singleUse = message.singleUse();
        if (singleUse == null) {
            return false;
        }
        String content = keys.get(token(channelId, singleUse));
        return content != null
                && !(singleUse.comesAgain() && content.equals(DigestUtils.sha256Hex(singleUse.content())));
    }

    /** Notes a delivery that was taken; false when it was noted before. */
    synchronized boolean add(String channelId, ProviderMessage message) {
        SingleUse singleUse = message.singleUse();
        if (singleUse != null) {
            keys.putIfAbsent(token(channelId, singleUse), DigestUtils.sha256Hex(singleUse.content()));
        }
        return keys.put(delivery(channelId, message), "") == null;
    }

    private static String delivery(String channelId, ProviderMessage message) {
        return DigestUtils.sha256Hex("delivery\n" + channelId + '\n' + message.deliveryKey());
    }

    private static String token(String channelId, SingleUse singleUse) {
        return DigestUtils.sha256Hex("token\n" + channelId + '\n' + singleUse.token());
    }
}
