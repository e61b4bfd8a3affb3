package dev.postern.ingest.sns;

import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.form.JsonPost;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.PublicKeys;
import dev.postern.ingest.provider.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks an SNS message: first that its topic is one of the channel's, since anybody can have Amazon sign a topic of their own, then
 * the place and the name of the certificate, then the signature over the named members, each with a line feed around it.
 */
@ApplicationScoped
class SnsSignature {
    /** The channel's setting for its topics, separated by blanks. */
    static final String TOPICS = "topics";

    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_OTHERS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    private final SigningCertificates certificates;
    private final Clock clock;

    SnsSignature(SigningCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Whether Amazon signed the message for a topic of the channel.
     *
     * @throws ProviderCalls.OutOfReach when the certificate cannot be fetched
     */
    Proof check(JsonPost message, Channel channel) {
        String topic = message.textOrEmpty("/TopicArn");
        boolean allowed = channel.setting(TOPICS).stream()
                .flatMap(topics -> Stream.of(topics.strip().split("[\\s,]+")))
                .anyMatch(topic::equals);
        if (!allowed) {
            return Proof.failed(Refusal.TOPIC_NOT_ALLOWED);
        }
        String url = message.textOrEmpty("/SigningCertURL");
        if (!AwsAddresses.isCertificate(url, topic)) {
            return Proof.failed(Refusal.CERT_URL_NOT_ALLOWED);
        }
        String algorithm = ALGORITHMS.get(message.textOrEmpty("/SignatureVersion"));
        if (algorithm == null) {
            return Proof.BAD;
        }
        Optional<X509Certificate> certificate =
                certificates.at(url, AwsAddresses.certificateName(topic), clock.instant());
        if (certificate.isEmpty()) {
            return Proof.failed(Refusal.CERT_INVALID);
        }
        List<byte[]> signed = List.of(Macs.bytes(signedText(message)));
        return PublicKeys.decoded(message.textOrEmpty("/Signature"))
                        .filter(bytes ->
                                PublicKeys.verify(algorithm, certificate.get().getPublicKey(), bytes, signed))
                        .isPresent()
                ? Proof.GENUINE
                : Proof.BAD;
    }

    private static String signedText(JsonPost message) {
        StringBuilder signed = new StringBuilder();
        boolean isNotification = message.textOrEmpty("/Type").equals("Notification");
        for (String name : isNotification ? OF_NOTIFICATION : OF_OTHERS) {
            String value = message.text("/" + name);
            if (value != null) {
                signed.append(name).append('\n').append(value).append('\n');
            }
        }
        return signed.toString();
    }
}
