package dev.postern.resolver.answering;

import static io.restassured.RestAssured.given;

import dev.postern.events.ChannelChanged;
import dev.postern.events.OtpType;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.Publisher;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** An endpoint as credential-service would tell of it, and a Skyvern server that asks there. */
final class EndpointDraft {
    static final String KEY = "the-skyvern-organisation-key";

    final String id = "te_" + UUID.randomUUID();
    private final Publisher publisher;
    private final PayloadSealer sealer;
    private final String organizationId;
    private List<String> keys = List.of(KEY);
    private @Nullable Instant previousValidUntil;
    private @Nullable String identifier;
    private @Nullable String credentialId;
    private @Nullable OtpType otpType;
    private long hold = 30;
    private boolean withoutRun;
    private long version;

    EndpointDraft(Publisher publisher, PayloadSealer sealer, String organizationId) {
        this.publisher = publisher;
        this.sealer = sealer;
        this.organizationId = organizationId;
    }

    EndpointDraft of(String address) {
        identifier = address;
        return this;
    }

    EndpointDraft ofCredential(String credential) {
        credentialId = credential;
        return this;
    }

    EndpointDraft of(OtpType type) {
        otpType = type;
        return this;
    }

    EndpointDraft keys(@Nullable Instant secondUntil, String... all) {
        keys = List.of(all);
        previousValidUntil = secondUntil;
        return this;
    }

    EndpointDraft holding(long seconds) {
        hold = seconds;
        return this;
    }

    EndpointDraft withoutRun() {
        withoutRun = true;
        return this;
    }

    EndpointDraft publish() {
        return publish(ChannelChanged.State.ACTIVE);
    }

    void delete() {
        publish(ChannelChanged.State.DELETED);
    }

    private EndpointDraft publish(ChannelChanged.State state) {
        boolean deleted = state == ChannelChanged.State.DELETED;
        version++;
        publisher.publish(new TotpUrlEndpointChanged(
                id + "." + version,
                id,
                organizationId,
                deleted || identifier == null ? null : sealed("identifier", identifier),
                deleted ? null : sealed("secrets", json()),
                deleted ? null : new TotpUrlSettings(credentialId, otpType, hold, withoutRun, previousValidUntil),
                state,
                version,
                Instant.EPOCH));
        return this;
    }

    private String json() {
        return keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private String sealed(String field, String plain) {
        return sealer.seal(plain, new SealedField(organizationId, id, field));
    }

    /** Asks for a run as Skyvern does. */
    Response askFor(String run) {
        return ask("{\"workflow_run_id\":\"" + run + "\"}");
    }

    /** Asks for a run as a Skyvern server that signs with another key. */
    Response askFor(String run, String signingKey) {
        return ask(signingKey, "{\"workflow_run_id\":\"" + run + "\"}");
    }

    Response ask(String body) {
        return signed(KEY, body).post(path());
    }

    Response ask(String key, String body) {
        return signed(key, body).post(path());
    }

    String path() {
        return "/v1/totp-url/" + id;
    }

    static RequestSpecification signed(String key, String body) {
        return given().header("x-skyvern-signature", signature(key, body))
                .header("x-skyvern-timestamp", "1")
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** By Skyvern's description and not by the service's code. */
    static String signature(String key, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
