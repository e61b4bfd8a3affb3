package dev.postern.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts as Twilio does, by its description and not by Postern's code. */
public final class Twilio {

    private Twilio() {}

    /** The signature of a form posted to an address. */
    public static String signature(String authToken, String url, Map<String, String> fields) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A message.
     *
     * @param sid the beginning and the end of its id, such as SM1; the zeros between are added
     */
    public static Map<String, String> message(String sid, String to, String text) {
        String whole = sid.substring(0, 2) + "0".repeat(34 - sid.length()) + sid.substring(2);
        return Map.of("MessageSid", whole, "From", "+12025550199", "To", to, "Body", text, "NumMedia", "0");
    }

    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Posts a message to the address that a channel was given, signed with this token. */
    public static Api.Answer post(Api anybody, String url, String authToken, Map<String, String> fields) {
        String path = url.substring(anybody.base().toString().length());
        return anybody.as(null)
                .postAs(
                        "application/x-www-form-urlencoded; charset=UTF-8",
                        path,
                        form(fields),
                        "X-Twilio-Signature",
                        signature(authToken, url, fields));
    }
}
