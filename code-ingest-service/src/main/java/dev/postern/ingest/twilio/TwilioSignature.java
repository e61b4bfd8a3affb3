package dev.postern.ingest.twilio;

import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * {@code X-Twilio-Signature}: Base64 of a keyed hash ({@link SigningKeys} says by which key and algorithm) over the address and, for a form, its
 * fields in the order of their names, each name followed by its values, with nothing in between
 * (twilio.com/docs/usage/security, "Validating requests").
 */
final class TwilioSignature {
    private static final String HEADER = "X-Twilio-Signature";
    // "bodySHA256" in the address's query is the signed hash of a body that is no form.
    private static final Pattern BODY_HASH = Pattern.compile("(?:^|&)bodySHA256=([0-9A-Fa-f]{64})(?:&|$)");

    // "SM" or "MM" and 32 hexadecimal digits: twilio.com/docs/glossary/what-is-a-sid.
    private static final Pattern MESSAGE_SID = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");
    private static final Pattern SIGNED_MESSAGE_SID = Pattern.compile("MessageSid(" + MESSAGE_SID.pattern() + ")");

    private TwilioSignature() {}

    /**
     * Why a post is not genuine; empty when it is.
     *
     * @param form the fields that are signed with the address; the fields of a GET stand in the address itself
     * @param secrets the channel's secrets: auth tokens, and keys with their names
     */
    static Optional<Refusal> check(WebhookRequest request, Optional<FormFields> form, List<String> secrets) {
        Optional<String> signature = request.header(HEADER).filter(given -> !given.isEmpty());
        if (signature.isEmpty()) {
            return Optional.of(Refusal.MISSING_SIGNATURE);
        }
        boolean formPosted = form.isPresent() && request.method().equals("POST");
        String fields = formPosted ? form.map(TwilioSignature::signedFields).orElse("") : "";
        SigningKeys.Choice choice = SigningKeys.choose(request, secrets);
        if (choice instanceof SigningKeys.None(Refusal reason)) {
            return Optional.of(reason);
        }
        byte[] given = signature.get().getBytes(StandardCharsets.UTF_8);
        boolean genuine = choice instanceof SigningKeys.Keys(HmacAlgorithms algorithm, List<String> keys)
                && isSigned(given, algorithm, keys, request.url(), fields);
        if (!genuine) {
            return Optional.of(Refusal.BAD_SIGNATURE);
        }
        return formPosted || request.method().equals("GET") ? Optional.empty() : checkBody(request);
    }

    /**
     * The headers by which a form would be signed with the first of the channel's secrets; empty when it has none.
     *
     * @param fields in the order of their names
     */
    static Optional<Map<String, String>> headers(String url, Map<String, String> fields, List<String> secrets) {
        StringBuilder signed = new StringBuilder(url);
        fields.forEach((name, value) -> signed.append(name).append(value));
        return secrets.stream().findFirst().map(secret -> {
            Optional<String> name = SigningKeys.name(secret);
            String key = name.map(known -> secret.substring(known.length() + 1)).orElse(secret);
            HmacUtils hmac =
                    new HmacUtils(name.isPresent() ? HmacAlgorithms.HMAC_SHA_256 : HmacAlgorithms.HMAC_SHA_1, key);
            String signature = Base64.getEncoder().encodeToString(hmac.hmac(signed.toString()));
            return name.map(known ->
                            Map.of(HEADER, signature, SigningKeys.HEADER, "key=" + known + ",algorithm=HMAC_SHA256"))
                    .orElse(Map.of(HEADER, signature));
        });
    }

    private static boolean isSigned(
            byte[] given, HmacAlgorithms algorithm, List<String> keys, String url, String fields) {
        boolean genuine = false;
        for (String key : keys) {
            HmacUtils hmac = new HmacUtils(algorithm, key);
            for (String spelling : SignedAddress.spellings(url)) {
                byte[] expected = Base64.getEncoder().encode(hmac.hmac(spelling + fields));
                genuine |= MessageDigest.isEqual(expected, given);
            }
        }
        return genuine;
    }

    /**
     * Whether this is the id of the message that was signed. Names and values are signed without anything between them, so
     * whoever has a signed post can split it anew under the old signature. The id is therefore sought in the signed text, where it
     * is the same in each split: the last that stands there. Twilio names it twice, and what senders write stands before the second
     * time, SmsMessageSid.
     */
    static boolean signsMessage(String sid, WebhookRequest request, FormFields form) {
        if (!MESSAGE_SID.matcher(sid).matches()
                || form.all().getOrDefault("MessageSid", List.of()).size() != 1) {
            return false;
        }
        if (request.method().equals("GET")) {
            // The query is signed with its separators.
            return true;
        }
        Matcher ids = SIGNED_MESSAGE_SID.matcher(request.url() + signedFields(form));
        String last = "";
        while (ids.find()) {
            last = ids.group(1);
        }
        return last.equals(sid);
    }

    /** Checks a body that is no form. Only its hash in the signed address can cover it. */
    private static Optional<Refusal> checkBody(WebhookRequest request) {
        Matcher hash = BODY_HASH.matcher(request.query());
        if (!hash.find()) {
            return Optional.of(Refusal.MISSING_SIGNATURE);
        }
        byte[] expected = DigestUtils.sha256Hex(request.body()).getBytes(StandardCharsets.US_ASCII);
        byte[] given = hash.group(1).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, given) ? Optional.empty() : Optional.of(Refusal.BODY_HASH_MISMATCH);
    }

    private static String signedFields(FormFields form) {
        StringBuilder signed = new StringBuilder();
        form.all()
                .forEach((name, values) -> values.stream()
                        .distinct()
                        .sorted()
                        .forEach(value -> signed.append(name).append(value)));
        return signed.toString();
    }
}
