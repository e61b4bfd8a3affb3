package dev.postern.ingest.sns;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.form.WholeMail;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.PublicKeys;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Mails that Amazon SES received, whole in the message. A mail that SES put into S3 is refused: only its place is named. */
@Singleton
class SesAdapter extends SnsAdapter {
    // SNS carries 256 KiB, and each byte of a mail may take six in the inner and twelve in the outer text.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    SesAdapter(SnsSignature signature, ProviderCalls calls) {
        super(signature, calls);
    }

    @Override
    public String provider() {
        return "ses";
    }

    @Override
    public boolean bringsMail() {
        return true;
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    Reading notification(JsonPost envelope, String message) {
        Optional<JsonPost> notice = JsonPost.of(message);
        if (notice.isEmpty() || !notice.get().textOrEmpty("/notificationType").equals("Received")) {
            // Amazon tells of a topic that works in a plain sentence, and of bounces here too.
            return new Reading.HoldsNothing();
        }
        JsonPost json = notice.get();
        String content = json.text("/content");
        if (content == null) {
            return new Reading.Refused(Refusal.CONTENT_ELSEWHERE);
        }
        boolean encoded = json.textOrEmpty("/receipt/action/encoding").equalsIgnoreCase("BASE64");
        Optional<byte[]> mail =
                encoded ? PublicKeys.decoded(content.replaceAll("\\s", "")) : Optional.of(Macs.bytes(content));
        String id = json.textOrEmpty("/mail/messageId");
        if (mail.isEmpty() || id.isEmpty()) {
            return new Reading.Refused(Refusal.NOT_UNDERSTOOD);
        }
        List<String> recipients = json.texts("/receipt/recipients").toList();
        return WholeMail.read(
                mail.get(),
                id,
                recipients.isEmpty() ? json.texts("/mail/destination").toList() : recipients);
    }
}
