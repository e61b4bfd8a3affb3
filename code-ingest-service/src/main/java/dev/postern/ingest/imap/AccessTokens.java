package dev.postern.ingest.imap;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.form.JsonPost;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes access tokens of refresh tokens (RFC 6749, section 6), at Google and at Microsoft. */
@ApplicationScoped
class AccessTokens {
    private static final int MOST_BYTES = 64 * 1024;

    private final ProviderCalls calls;

    AccessTokens(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * An access token for a mailbox.
     *
     * @throws MailboxTrouble.Failure when it is refused, or cannot be asked for now
     */
    String get(Mailbox mailbox, String refreshToken) throws MailboxTrouble.Failure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", mailbox.channel().setting("client_id").orElse(""));
        mailbox.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        if (isMicrosoft(mailbox)) {
            form.put("scope", "https://outlook.office.com/IMAP.AccessAsUser.All offline_access");
        }
        try {
            byte[] answer = calls.post(address(mailbox), written(form), MOST_BYTES);
            return JsonPost.of(new String(answer, StandardCharsets.UTF_8))
                    .map(json -> json.text("/access_token"))
                    .orElseThrow(() -> new MailboxTrouble.Failure(MailboxTrouble.SIGN_IN_REFUSED));
        } catch (ProviderCalls.OutOfReach e) {
            // RFC 6749, section 5.2: a grant that is refused is answered 400, a client 401.
            boolean refused = e.reason().equals("status_400") || e.reason().equals("status_401");
            throw new MailboxTrouble.Failure(refused ? MailboxTrouble.SIGN_IN_REFUSED : MailboxTrouble.OUT_OF_REACH);
        }
    }

    private static boolean isMicrosoft(Mailbox mailbox) {
        return mailbox.channel().setting("oauth").filter("microsoft"::equals).isPresent();
    }

    private static String address(Mailbox mailbox) {
        return isMicrosoft(mailbox)
                ? "https://login.microsoftonline.com/"
                        + mailbox.channel().setting("tenant").orElse("common") + "/oauth2/v2.0/token"
                : "https://oauth2.googleapis.com/token";
    }

    private static String written(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
