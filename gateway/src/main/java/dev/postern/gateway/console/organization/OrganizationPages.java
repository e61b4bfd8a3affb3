package dev.postern.gateway.console.organization;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.apikey.KeyRow;
import dev.postern.gateway.console.apikey.NewKey;
import dev.postern.gateway.console.apikey.ScopeChoice;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One organisation in the operator's hand: its keys, what it may use, and how it is closed, opened and ended. */
@Singleton
final class OrganizationPages implements Feature {
    static final String ALL = "/console/organizations";
    static final String API = "/v1/organizations";

    private static final String ONE = ALL + "/:id";
    private static final String KEYS = "/api-keys";
    private static final List<String> GROUPS = List.of("quotas", "retention");

    /**
     * The page of one.
     *
     * @param id its id
     * @param keysPath where its keys are made and revoked
     * @param organization as it is now
     * @param keys its keys, newest first
     * @param choices the scopes that a new key of it may get
     * @param form what was typed to change it, and why that was refused
     * @param newKey what was typed for a new key
     * @param made a key that was just made; null for none
     */
    record Organization(
            Frame frame,
            String id,
            String keysPath,
            Answer<Shown> organization,
            Answer<List<KeyRow>> keys,
            List<ScopeChoice> choices,
            Form form,
            Form newKey,
            @Nullable NewKey made)
            implements TemplateInstance {}

    /**
     * What remains on a topic.
     *
     * @param topic its name
     * @param what is left there
     * @param until when the last of it goes (RFC 3339); empty: it stays
     */
    record Left(String topic, String what, String until) {
        static Left of(JsonObject json) {
            return new Left(Texts.text(json, "topic"), Texts.text(json, "what"), Texts.text(json, "until"));
        }
    }

    /**
     * The page after an organisation was deleted.
     *
     * @param id its id
     * @param remains what is left of it
     */
    record Deleted(Frame frame, String id, List<Left> remains) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("operator");
        site.page(ONE, visit -> Reply.page(page(visit, Form.EMPTY, Form.EMPTY, null)));
        site.action(ONE, this::change);
        site.action(ONE + "/disable", visit -> after(visit, visit.api().post(api(visit) + "/disable")));
        site.action(ONE + "/enable", visit -> after(visit, visit.api().post(api(visit) + "/enable")));
        site.action(ONE + "/delete", this::delete);
        site.action(ONE + KEYS, this::makeKey);
        site.action(
                ONE + KEYS + "/:key/revoke",
                visit -> after(visit, visit.api().delete(api(visit) + KEYS + "/" + Api.step(visit.step("key")))));
    }

    /** Sets what the form has: a name, or the numbers of a group. */
    private Reply change(Visit visit) {
        Form form = visit.form();
        JsonObject body = new JsonObject();
        if (form.has("name")) {
            body.put("name", form.get("name"));
        }
        for (String group : GROUPS) {
            JsonObject numbers = new JsonObject();
            form.fields().keySet().stream()
                    .filter(field -> field.startsWith(group + "."))
                    .forEach(field -> numbers.put(field.substring(group.length() + 1), Bound.typed(form.get(field))));
            if (!numbers.isEmpty()) {
                body.put(group, numbers);
            }
        }
        Answer<JsonObject> changed = visit.api().patch(api(visit), body);
        return changed.trouble() == null
                ? Reply.page(page(visit, Form.EMPTY, Form.EMPTY, null, "It is saved."))
                : refused(visit, form.refused(changed.trouble()), Form.EMPTY);
    }

    private Reply delete(Visit visit) {
        Answer<JsonObject> deleted = visit.api()
                .delete(Api.query(api(visit), Map.of("name", visit.form().typed("confirmed"))));
        Trouble trouble = deleted.trouble();
        if (trouble != null) {
            return refused(visit, Form.EMPTY.refused(trouble), Form.EMPTY);
        }
        List<Left> remains =
                Texts.objects(deleted.found(), "remains").stream().map(Left::of).toList();
        return Reply.page(new Deleted(frame(visit), visit.step("id"), remains));
    }

    private Reply makeKey(Visit visit) {
        Form form = visit.form();
        JsonObject body =
                new JsonObject().put("name", form.get("name")).put("scopes", new JsonArray(form.all("scopes")));
        Answer<JsonObject> made = visit.api().post(api(visit) + KEYS, body);
        return made.trouble() == null
                ? Reply.page(page(visit, Form.EMPTY, Form.EMPTY, NewKey.of(made.found(), "")))
                : refused(visit, Form.EMPTY, form.refused(made.trouble()));
    }

    private static Reply after(Visit visit, Answer<JsonObject> done) {
        return done.trouble() == null
                ? Reply.to(ALL + "/" + Api.step(visit.step("id")))
                : refused(visit, Form.EMPTY.refused(done.trouble()), Form.EMPTY);
    }

    private static Reply refused(Visit visit, Form form, Form newKey) {
        return Reply.again(form.trouble() == null ? newKey : form, page(visit, form, newKey, null));
    }

    private static Organization page(Visit visit, Form form, Form newKey, @Nullable NewKey made) {
        return page(visit, form, newKey, made, null);
    }

    private static Organization page(
            Visit visit, Form form, Form newKey, @Nullable NewKey made, @Nullable String saying) {
        Frame frame = frame(visit);
        return new Organization(
                saying == null ? frame : frame.saying(saying),
                visit.step("id"),
                ALL + "/" + Api.step(visit.step("id")) + KEYS,
                visit.api().get(api(visit)).map(json -> Shown.of(json, form)),
                visit.api()
                        .list(api(visit) + KEYS + "?page_size=500")
                        .map(rows -> rows.stream().map(KeyRow::of).toList()),
                ScopeChoice.all(),
                form,
                newKey,
                made);
    }

    private static Frame frame(Visit visit) {
        return visit.frame("Organisation", Tab.ORGANIZATIONS);
    }

    private static String api(Visit visit) {
        return API + "/" + Api.step(visit.step("id"));
    }
}
