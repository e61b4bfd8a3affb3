package dev.postern.gateway.console.code;

import static dev.postern.gateway.console.api.Texts.text;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Pushes a message for a person, and waits a moment to tell who got the code. */
@Singleton
public final class PushCode {
    // A waiting login has its code after some ten milliseconds.
    private static final int LOOKS = 12;
    private static final long BETWEEN_NANOS = 100_000_000;

    PushCode() {}

    /**
     * Pushes it.
     *
     * @param fields of {@code POST /v1/credentials/totp}; empty ones are left out
     */
    public Answer<Pushed> push(Api api, Map<String, String> fields) {
        JsonObject body = new JsonObject();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                body.put(name, value);
            }
        });
        Answer<JsonObject> answer = api.post("/v1/credentials/totp", body);
        return answer.map(stored -> told(api, stored, body.getString("content", "")));
    }

    private static Pushed told(Api api, JsonObject stored, String content) {
        String id = text(stored, "totp_code_id");
        String identifier = text(stored, "totp_identifier");
        String code = text(stored, "code");
        CodeRow row = code.isEmpty() ? null : look(api, id, identifier);
        return new Pushed(
                id,
                identifier,
                code,
                row == null ? "" : Why.of(row.rule()),
                row == null ? 0 : Math.round(row.confidence() * 100),
                Marked.of(content, code),
                row == null ? List.of() : row.recipients(),
                row == null ? "" : row.validUntil());
    }

    /** Looks until a login has it, or for about a second. Null when the key may not read codes, or the code is not listed yet. */
    private static @Nullable CodeRow look(Api api, String id, String identifier) {
        CodeRow row = null;
        for (int looks = 0; looks < LOOKS && (row == null || row.recipients().isEmpty()); looks++) {
            LockSupport.parkNanos(BETWEEN_NANOS);
            Answer<List<JsonObject>> codes =
                    api.list(Api.query("/v1/codes", Map.of("totp_identifier", identifier, "limit", "5")), "codes");
            if (codes.trouble() != null) {
                return row;
            }
            row = codes.found().stream()
                    .map(CodeRow::of)
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElse(row);
        }
        return row;
    }
}
