package dev.postern.gateway.console.code;

import static dev.postern.gateway.console.api.Texts.text;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.page.Visit;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Pushes a message for a person, and waits a moment to tell who got the code. */
@Singleton
public final class PushCode {
    // A waiting login has its code after some ten milliseconds. Each look waits twice as long as the one before, a
    // second in all.
    private static final int LOOKS = 6;
    private static final long FIRST_PAUSE_NANOS = 15_000_000;

    PushCode() {}

    /**
     * Pushes it.
     *
     * @param visit by somebody who may push
     * @param fields of {@code POST /v1/credentials/totp}; empty ones are left out
     */
    public Answer<Pushed> push(Visit visit, Map<String, String> fields) {
        JsonObject body = new JsonObject();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                body.put(name, value);
            }
        });
        Answer<JsonObject> answer = visit.api().post("/v1/credentials/totp", body);
        return answer.map(stored -> told(visit, stored, body.getString("content", "")));
    }

    private static Pushed told(Visit visit, JsonObject stored, String content) {
        String id = text(stored, "totp_code_id");
        String identifier = text(stored, "totp_identifier");
        String code = text(stored, "code");
        CodeRow row = code.isEmpty() || !visit.may("codes:read") ? null : look(visit.api(), id, identifier);
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

    /**
     * Looks until a login has it, for about a second at most; when no login waits, until it is listed. Null when it is not listed by
     * then.
     */
    private static @Nullable CodeRow look(Api api, String id, String identifier) {
        boolean waits = someLoginWaits(api);
        CodeRow row = null;
        for (int looks = 0;
                looks < LOOKS && (row == null || (waits && row.recipients().isEmpty()));
                looks++) {
            LockSupport.parkNanos(FIRST_PAUSE_NANOS << looks);
            Answer<List<JsonObject>> codes =
                    api.list(Api.query("/v1/codes", Map.of("totp_identifier", identifier, "limit", "5")), "codes");
            if (codes.trouble() != null) {
                return row;
            }
            row = codes.found().stream()
                    .map(code -> CodeRow.of(code, Map.of()))
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElse(row);
        }
        return row;
    }

    /** Asked after the push: a login whose code it was waits no longer, and is among the recipients when the code is listed. */
    private static boolean someLoginWaits(Api api) {
        return api.list("/v1/code-requests?status=waiting&limit=200", "code_requests").or(List.of()).stream()
                .anyMatch(login -> Texts.isTrue(login, "attended"));
    }
}
