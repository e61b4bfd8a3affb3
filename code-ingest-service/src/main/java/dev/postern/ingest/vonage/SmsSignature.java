package dev.postern.ingest.vonage;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.TimeWindow;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * The field {@code sig} of the SMS API: a hash over all other fields in the order of their names, each as {@code &name=value}
 * with {@code &} and {@code =} within them as underscores. The account decides which hash; Postern takes HMAC-SHA256
 * unless the channel names another.
 */
final class SmsSignature {
    /** The channel's setting for the hash: {@code sha256}, {@code sha512}, {@code sha1}, {@code md5} or {@code md5hash}. */
    static final String METHOD = "signature_method";

    private static final String USUAL_METHOD = "sha256";
    private static final String HASH_WITHOUT_KEY = "md5hash";
    private static final Map<String, HmacAlgorithms> METHODS = Map.of(
            "sha256", HmacAlgorithms.HMAC_SHA_256,
            "sha512", HmacAlgorithms.HMAC_SHA_512,
            "sha1", HmacAlgorithms.HMAC_SHA_1,
            "md5", HmacAlgorithms.HMAC_MD5);

    private SmsSignature() {}

    static Proof check(Map<String, String> fields, Channel channel, Instant now) {
        if (channel.secrets().isEmpty()) {
            return Proof.GENUINE;
        }
        String given = fields.getOrDefault("sig", "").toLowerCase(Locale.ROOT);
        if (given.isEmpty()) {
            return Proof.MISSING;
        }
        String signed = signedText(fields);
        String method = channel.setting(METHOD).orElse(USUAL_METHOD);
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            genuine |= Macs.same(hash(method, secret, signed), given);
        }
        if (!genuine) {
            return Proof.BAD;
        }
        return TimeWindow.FRESH_ONLY.of(TimeWindow.seconds(fields.getOrDefault("timestamp", "")), now, channel);
    }

    /** These fields with what signs them by the first of the channel's secrets; as they are where it has none. */
    static Map<String, String> signed(Map<String, String> fields, Channel channel, Instant now) {
        Map<String, String> all = new TreeMap<>(fields);
        channel.secrets().stream().findFirst().ifPresent(secret -> {
            all.put("timestamp", Long.toString(now.getEpochSecond()));
            all.put("sig", hash(channel.setting(METHOD).orElse(USUAL_METHOD), secret, signedText(all)));
        });
        return all;
    }

    private static String hash(String method, String secret, String signed) {
        if (method.equals(HASH_WITHOUT_KEY)) {
            // The account's oldest setting, and its owner chose it by name.
            return DigestUtils.md5Hex(signed + secret);
        }
        HmacAlgorithms algorithm = METHODS.getOrDefault(method, HmacAlgorithms.HMAC_SHA_256);
        return HexFormat.of().formatHex(Macs.of(algorithm, secret, signed));
    }

    private static String signedText(Map<String, String> fields) {
        StringBuilder signed = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals("sig") && !value.isBlank()) {
                signed.append('&').append(plain(name)).append('=').append(plain(value));
            }
        });
        return signed.toString();
    }

    private static String plain(String text) {
        return text.replace('&', '_').replace('=', '_');
    }
}
