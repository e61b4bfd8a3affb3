package dev.postern.credential.apikey;

import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.credential.vault.SecretText;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.ApiKeyChanged;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.access.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes keys. A key works once its event is published. */
@ApplicationScoped
public class IssueApiKey {
    private static final String PREFIX = "pk_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("pk_[A-Za-z0-9_-]{43}");

    private final ApiKeyRows rows;
    private final Quota quota;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    IssueApiKey(ApiKeyRows rows, Quota quota, Outbox outbox, Clock clock, SecureRandom random) {
        this.rows = rows;
        this.quota = quota;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /** Whether a text has the form of a key. Keys are hashed without salt, so a short one would be guessed. */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * A new key for an organisation.
     *
     * @param actor the id of the key that asked for it
     * @throws dev.postern.platform.problem.Problem 429 when the organisation has, or that key made, as many keys as it may
     */
    @Transactional
    public IssuedKey issue(String organizationId, NewApiKey requested, String actor) {
        quota.oneMore(organizationId, actor, Thing.API_KEYS);
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        SecretText key =
                new SecretText(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return store(organizationId, requested, key, actor, actor);
    }

    /** Stores a key that was made elsewhere, unless it is stored already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Adoption adopt(@Nullable String organizationId, String name, Set<Scope> scopes, SecretText key) {
        return rows.withHash(KeyHash.of(key.reveal()))
                .map(row -> row.revokedAt == null ? Adoption.KNOWN : Adoption.REVOKED)
                .orElseGet(() -> {
                    store(organizationId, new NewApiKey(name, scopes), key, "bootstrap", null);
                    return Adoption.NEW;
                });
    }

    /** Whether there is a key that administers the installation. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean operatorExists() {
        return rows.hasActiveOperator();
    }

    /** What became of a key that was brought along. */
    public enum Adoption {
        /** It is stored now. */
        NEW,
        /** It was stored before. */
        KNOWN,
        /** It was revoked before, and that is final. */
        REVOKED
    }

    private IssuedKey store(
            @Nullable String organizationId,
            NewApiKey requested,
            SecretText key,
            String actor,
            @Nullable String madeBy) {
        // The database keeps microseconds; what is answered now must equal what is listed later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ApiKeyRow row = new ApiKeyRow();
        row.apiKeyId = "ak_" + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = organizationId;
        row.name = requested.name();
        row.keyHash = KeyHash.of(key.reveal());
        row.scopes = requested.scopes().stream().sorted().map(Scope::wireName).toArray(String[]::new);
        row.madeBy = madeBy;
        row.version = 1;
        row.createdAt = now;
        row.expiresAt = requested.expiresAt();
        row.setQuotas(requested.quotas());
        rows.persist(row);
        ApiKeyChanged event = row.changed();
        outbox.append(event);
        String owner = organizationId == null ? AuditRecorded.INSTALLATION : organizationId;
        outbox.append(AuditRecorded.of(owner, actor, "api-key.created", row.apiKeyId, now));
        return new IssuedKey(row.apiKeyId, row.name, List.of(row.scopes), key, now, row.expiresAt, row.quotas(), event);
    }
}
