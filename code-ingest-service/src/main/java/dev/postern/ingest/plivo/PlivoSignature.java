package dev.postern.ingest.plivo;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.provider.WebhookRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * Base64 of HMAC-SHA256 with an auth token. Version 2, for messages, covers the address without its query and the nonce; the
 * main account signs in a header of its own. Version 3, for calls, covers the query and the fields too and may list
 * several signatures.
 */
final class PlivoSignature {
    private static final String V2 = "X-Plivo-Signature-V2";
    private static final String V2_OF_MAIN_ACCOUNT = "X-Plivo-Signature-Ma-V2";
    private static final String V2_NONCE = "X-Plivo-Signature-V2-Nonce";
    private static final String V3 = "X-Plivo-Signature-V3";
    private static final String V3_OF_MAIN_ACCOUNT = "X-Plivo-Signature-Ma-V3";
    private static final String V3_NONCE = "X-Plivo-Signature-V3-Nonce";

    private PlivoSignature() {}

    /** The nonce of the post; empty when there is none. */
    static String nonce(WebhookRequest request) {
        return request.header(V2_NONCE).or(() -> request.header(V3_NONCE)).orElse("");
    }

    /**
     * Whether an auth token of the channel signed the post.
     *
     * @param posted the fields in the body
     */
    static Proof check(WebhookRequest request, Optional<FormFields> posted, Channel channel) {
        Optional<String> nonce = request.header(V2_NONCE);
        List<String> signatures = Stream.of(V2, V2_OF_MAIN_ACCOUNT)
                .flatMap(name -> request.header(name).stream())
                .toList();
        if (nonce.isPresent() && !signatures.isEmpty()) {
            return isSigned(request.address() + nonce.get(), signatures, channel) ? Proof.GENUINE : Proof.BAD;
        }
        Optional<String> laterNonce = request.header(V3_NONCE);
        List<String> laterSignatures = Stream.of(V3, V3_OF_MAIN_ACCOUNT)
                .flatMap(name -> request.header(name).stream())
                .flatMap(list -> Stream.of(list.split(",", 16)))
                .map(String::strip)
                .toList();
        if (laterNonce.isEmpty() || laterSignatures.isEmpty()) {
            return Proof.MISSING;
        }
        return isSigned(signedByV3(request, posted) + "." + laterNonce.get(), laterSignatures, channel)
                ? Proof.GENUINE
                : Proof.BAD;
    }

    /** The headers by which a post to the address is signed with the first of the channel's secrets; none where it has none. */
    static Map<String, String> headers(String address, String nonce, Channel channel) {
        return channel.secrets().stream()
                .findFirst()
                .map(token -> Map.of(
                        V2_NONCE,
                        nonce,
                        V2,
                        Macs.base64(HmacAlgorithms.HMAC_SHA_256, token, List.of(Macs.bytes(address + nonce)))))
                .orElse(Map.of());
    }

    private static boolean isSigned(String signed, List<String> signatures, Channel channel) {
        boolean genuine = false;
        for (String token : channel.secrets()) {
            byte[] expected = Macs.of(HmacAlgorithms.HMAC_SHA_256, token, signed);
            for (String signature : signatures) {
                genuine |= Macs.isBase64Of(expected, signature);
            }
        }
        return genuine;
    }

    private static String signedByV3(WebhookRequest request, Optional<FormFields> posted) {
        String query = FormFields.parse(request.query())
                .map(fields -> joined(fields, "=", "&"))
                .orElse("");
        String fields = posted.map(form -> joined(form, "", "")).orElse("");
        if (request.method().equals("GET")) {
            return query.isEmpty() ? request.address() : request.address() + "?" + query;
        }
        if (query.isEmpty() && fields.isEmpty()) {
            return request.address();
        }
        return request.address() + "?" + query + (query.isEmpty() || fields.isEmpty() ? "" : ".") + fields;
    }

    private static String joined(FormFields fields, String within, String between) {
        return fields.all().entrySet().stream()
                .flatMap(PlivoSignature::sortedValues)
                .map(field -> field.getKey() + within + field.getValue())
                .collect(Collectors.joining(between));
    }

    private static Stream<Map.Entry<String, String>> sortedValues(Map.Entry<String, List<String>> field) {
        return field.getValue().stream().sorted().map(value -> Map.entry(field.getKey(), value));
    }
}
