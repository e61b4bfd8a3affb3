package dev.postern.ingest.sendgrid;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.PublicKeys;
import dev.postern.ingest.proof.SharedSecret;
import dev.postern.ingest.proof.TimeWindow;
import dev.postern.ingest.provider.WebhookRequest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** ECDSA with SHA-256 on P-256 over timestamp and body, by the key of a security policy; or a secret in the address. */
final class SendgridSignature {
    // SendGrid tries again for three days.
    private static final TimeWindow WINDOW = TimeWindow.forRetriesOf(Duration.ofDays(3));

    private SendgridSignature() {}

    static Proof check(WebhookRequest request, Channel channel, Instant now) {
        List<PublicKey> keys = keys(channel);
        if (keys.isEmpty()) {
            return SharedSecret.check(request, channel);
        }
        Optional<String> signature = request.header("X-Twilio-Email-Event-Webhook-Signature");
        Optional<String> timestamp = request.header("X-Twilio-Email-Event-Webhook-Timestamp");
        if (signature.isEmpty() || timestamp.isEmpty()) {
            return Proof.MISSING;
        }
        List<byte[]> signed = List.of(Macs.bytes(timestamp.get()), request.body());
        boolean genuine = PublicKeys.decoded(signature.get())
                .filter(bytes ->
                        keys.stream().anyMatch(key -> PublicKeys.verify("SHA256withECDSA", key, bytes, signed)))
                .isPresent();
        return genuine ? WINDOW.of(TimeWindow.seconds(timestamp.get()), now, channel) : Proof.BAD;
    }

    /** The keys of security policies, with which only SendGrid signs. */
    static List<PublicKey> keys(Channel channel) {
        return channel.secrets().stream()
                .flatMap(secret -> PublicKeys.ellipticCurve(secret).stream())
                .toList();
    }
}
