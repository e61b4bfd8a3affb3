package dev.postern.gateway.console.apikey;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, lists, rotates and revokes API keys. */
@Singleton
final class KeysPages implements Feature {
    private static final String PATH = "/console/settings/api-keys";
    private static final String API = "/v1/api-keys";

    private final Clock clock;

    KeysPages(Clock clock) {
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param keys the list, newest first
     * @param choices the scopes that a new key may get
     * @param form what was typed into the form for a new key
     * @param made a key that was just made; null for none
     */
    record Keys(
            Frame frame,
            Answer<List<KeyRow>> keys,
            List<ScopeChoice> choices,
            Form form,
            @Nullable NewKey made) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin");
        site.page(PATH, visit -> Reply.page(page(visit, Form.EMPTY, null)));
        site.action(PATH, this::make);
        site.action(PATH + "/:id/rotate", this::rotate);
        site.action(PATH + "/:id/revoke", this::revoke);
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        JsonObject body =
                new JsonObject().put("name", form.get("name")).put("scopes", new JsonArray(form.all("scopes")));
        String days = form.get("days");
        if (days.matches("[0-9]{1,4}")) {
            body.put(
                    "expires_at",
                    clock.instant().plus(Duration.ofDays(Long.parseLong(days))).toString());
        }
        return made(visit, form, body, "");
    }

    /** A key of the old one's name, scopes and end. The old one goes on, so that its users can change first. */
    private Reply rotate(Visit visit) {
        String id = visit.step("id");
        Answer<List<KeyRow>> keys = keys(visit);
        KeyRow old = keys.or(List.of()).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElse(null);
        if (old == null) {
            return again(visit, Form.EMPTY.refused(keys.trouble()));
        }
        JsonObject body = new JsonObject().put("name", old.name()).put("scopes", new JsonArray(old.scopes()));
        if (old.expiresAt() != null) {
            body.put("expires_at", old.expiresAt());
        }
        return made(visit, Form.EMPTY, body, id);
    }

    private Reply made(Visit visit, Form form, JsonObject body, String replaced) {
        Answer<JsonObject> made = visit.api().post(API, body);
        return made.trouble() == null
                ? Reply.page(page(visit, Form.EMPTY, NewKey.of(made.found(), replaced)))
                : again(visit, form.refused(made.trouble()));
    }

    private Reply revoke(Visit visit) {
        Answer<JsonObject> revoked = visit.api().delete(API + "/" + Api.step(visit.step("id")));
        return revoked.trouble() == null ? Reply.to(PATH) : again(visit, Form.EMPTY.refused(revoked.trouble()));
    }

    private static Reply again(Visit visit, Form form) {
        return Reply.again(form, page(visit, form, null));
    }

    private static Keys page(Visit visit, Form form, @Nullable NewKey made) {
        return new Keys(
                visit.frame("API keys", Tab.SETTINGS),
                keys(visit),
                ScopeChoice.of(visit.session().holder()),
                form,
                made);
    }

    private static Answer<List<KeyRow>> keys(Visit visit) {
        return visit.api()
                .list(Api.query(API, Map.of("page_size", "500")))
                .map(rows -> rows.stream().map(KeyRow::of).toList());
    }
}
