package dev.postern.credential.apikey;

import dev.postern.database.outbox.Outbox;
import dev.postern.events.ApiKeyChanged;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Changes the name of a key and what it may use. What it may do stays as it was made. */
@ApplicationScoped
public class ChangeApiKey {
    private final ApiKeyRows rows;
    private final Outbox outbox;
    private final Clock clock;

    ChangeApiKey(ApiKeyRows rows, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The body that changes a key. What it leaves out stays.
     *
     * @param name another label
     * @param quotas the quotas to change; a null takes one away
     */
    @Schema(name = "ApiKeyChange")
    public record Body(
            @Schema(maxLength = TextLimit.Most.NAME) @Nullable String name,

            @Nullable KeyQuotas quotas) {}

    /**
     * Changes a key of an organisation as a body says.
     *
     * @param actor the id of the key that asks for it
     * @return what has to be published before the change counts everywhere
     * @throws Problem 404 for an unknown or a foreign id, 409 when the key was revoked, 422 for a wrong body
     */
    @Transactional
    public ApiKeyChanged change(String organizationId, String apiKeyId, JsonFields fields, String actor) {
        ApiKeyRow row = rows.lock(organizationId, apiKeyId).orElseThrow(AskedRevocation::unknown);
        Body asked = read(fields, row.quotas());
        String name = asked.name();
        KeyQuotas quotas = Objects.requireNonNullElse(asked.quotas(), KeyQuotas.NONE);
        if (row.revokedAt != null) {
            throw Problem.of(ProblemType.CONFLICT, "The API key was revoked");
        }
        boolean renamed = name != null && !name.equals(row.name);
        if (renamed) {
            row.name = name;
        }
        boolean told = !quotas.equals(row.quotas());
        if (told) {
            row.setQuotas(quotas);
            row.version++;
            outbox.append(row.changed());
        }
        if (renamed || told) {
            outbox.append(AuditRecorded.of(
                    organizationId,
                    actor,
                    "api-key.changed",
                    apiKeyId,
                    clock.instant().truncatedTo(ChronoUnit.MICROS)));
        }
        return row.changed();
    }

    /** The fields of a body, with the quotas as they are then. */
    static Body read(JsonFields fields, KeyQuotas before) {
        String name = fields.optionalString("name", TextLimit.NAME);
        if (name != null) {
            fields.rejectEmpty("name", name);
        }
        KeyQuotas quotas = before.changedBy(fields);
        fields.check();
        return new Body(name, quotas);
    }
}
