package dev.postern.ingest.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A test message that an adapter makes a post of, as its provider would.
 *
 * @param address the address the provider was given, without a query
 * @param recipient the number or the address that the message is sent to
 * @param sender the number or the address that it comes from
 * @param text what it says
 * @param id 32 hexadecimal digits, of this message alone
 * @param now when it is sent
 */
public record Example(String address, String recipient, String sender, String text, String id, Instant now) {
    /** The subject of a test mail. */
    public static final String SUBJECT = "Test";

    /**
     * The post.
     *
     * @param headers by their names in any case
     */
    public WebhookRequest post(Map<String, String> headers, byte[] body) {
        return new WebhookRequest(
                "POST",
                address,
                "",
                name -> headers.entrySet().stream()
                        .filter(header ->
                                header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .map(List::of)
                        .orElse(List.of()),
                body);
    }

    /** The post of a body in JSON. */
    public WebhookRequest json(Map<String, String> headers, byte[] body) {
        return post(with(headers, "application/json"), body);
    }

    /** The post of a form, URL-encoded, with its fields in their order. */
    public WebhookRequest form(Map<String, String> headers, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(with(headers, "application/x-www-form-urlencoded"), form.getBytes(StandardCharsets.UTF_8));
    }

    /** The post of a form in parts ({@code multipart/form-data}, RFC 7578). */
    public WebhookRequest parts(Map<String, String> headers, Map<String, String> fields) {
        String boundary = "postern-" + id;
        String parts = fields.entrySet().stream()
                .map(field -> "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                        + "\"\r\n\r\n" + field.getValue() + "\r\n")
                .collect(Collectors.joining());
        return post(
                with(headers, "multipart/form-data; boundary=" + boundary),
                (parts + "--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The message as a mail in its transport form (RFC 5322). */
    public byte[] mail() {
        return String.join(
                        "\r\n",
                        "From: " + sender,
                        "To: " + recipient,
                        "Subject: " + SUBJECT,
                        "Message-ID: " + messageId(),
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        text,
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The mail's own id, with its brackets. */
    public String messageId() {
        return "<" + id + "@postern.invalid>";
    }

    private static Map<String, String> with(Map<String, String> headers, String contentType) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", contentType);
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Example[***]";
    }
}
