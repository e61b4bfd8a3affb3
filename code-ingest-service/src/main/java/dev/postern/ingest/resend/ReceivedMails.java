package dev.postern.ingest.resend;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.form.JsonPost;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The mails that Resend received, by their ids: {@code GET https://api.resend.com/emails/receiving/{id}}. */
@ApplicationScoped
class ReceivedMails {
    private static final String ADDRESS = "https://api.resend.com/emails/receiving/";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final ProviderCalls calls;

    ReceivedMails(ProviderCalls calls) {
        this.calls = calls;
    }

    /** Whether this is an id, and nothing that makes another address. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * The mail.
     *
     * @throws ProviderCalls.OutOfReach when it cannot be fetched or read
     */
    JsonPost fetch(String id, String apiKey) {
        byte[] body = calls.get(ADDRESS + id, "Bearer " + apiKey, MOST_BYTES);
        return JsonPost.of(new String(body, StandardCharsets.UTF_8))
                .orElseThrow(() -> new ProviderCalls.OutOfReach("not_json"));
    }
}
