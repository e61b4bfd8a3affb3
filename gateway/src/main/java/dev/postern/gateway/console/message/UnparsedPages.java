package dev.postern.gateway.console.message;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Trouble;
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

/** Lists messages without a code, and takes the code or the link that a person clicks. */
@Singleton
final class UnparsedPages implements Feature {
    private static final String PATH = "/console/unparsed";
    private static final String API = "/v1/messages";
    private static final List<String> STATES = List.of("open", "picked", "parsed", "dismissed");

    /**
     * The list.
     *
     * @param state what is listed
     * @param states what may be listed
     * @param messages the newest
     */
    record Messages(Frame frame, String state, List<String> states, Answer<List<Unparsed>> messages)
            implements TemplateInstance {}

    /**
     * One message.
     *
     * @param form holds the trouble of the last try to settle it
     * @param done what was just done; null for nothing
     */
    record Message(
            Frame frame,
            Answer<Unparsed> message,
            Form form,
            @Nullable String done) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("codes:read");
        site.page(PATH, UnparsedPages::list);
        site.page(PATH + "/:id", visit -> Reply.page(page(visit, Form.EMPTY, null)));
        Site toSettle = site.forScopes("codes:push");
        toSettle.action(PATH + "/:id/pick", this::pick);
        toSettle.action(PATH + "/:id/dismiss", this::dismiss);
    }

    private static Reply list(Visit visit) {
        String asked = visit.query().get("state");
        String state = STATES.contains(asked) ? asked : STATES.getFirst();
        Answer<List<Unparsed>> messages = visit.api()
                .list(Api.query(API, Map.of("state", state, "limit", "100")), "messages")
                .map(all -> all.stream().map(Unparsed::of).toList());
        return Reply.page(new Messages(frame(visit), state, STATES, messages));
    }

    private Reply pick(Visit visit) {
        Form form = visit.form();
        JsonObject picked = new JsonObject();
        if (form.has("code")) {
            picked.put("code", form.get("code"));
        }
        if (form.has("link")) {
            picked.put("link", form.get("link"));
        }
        Answer<JsonObject> answer = visit.api().post(one(visit) + "/pick", picked);
        int logins = answer.or(new JsonObject())
                .getJsonArray("code_request_ids", new JsonArray())
                .size();
        return settled(
                visit,
                answer,
                switch (logins) {
                    case 0 -> "It is received. No login waits for it now; the next one that fits gets it.";
                    case 1 -> "It is received, and the login that waited has it.";
                    default -> "It is received, and " + logins + " requests that waited have it.";
                });
    }

    private Reply dismiss(Visit visit) {
        return settled(visit, visit.api().post(one(visit) + "/dismiss"), "It is put aside.");
    }

    private static Reply settled(Visit visit, Answer<JsonObject> answer, String done) {
        Trouble trouble = answer.trouble();
        if (trouble == null) {
            return Reply.page(page(visit, Form.EMPTY, done));
        }
        Form form = Form.EMPTY.refused(trouble);
        return Reply.again(form, page(visit, form, null));
    }

    private static Message page(Visit visit, Form form, @Nullable String done) {
        return new Message(frame(visit), visit.api().get(one(visit)).map(Unparsed::of), form, done);
    }

    private static String one(Visit visit) {
        return API + "/" + Api.step(visit.step("id"));
    }

    private static Frame frame(Visit visit) {
        return visit.frame("Unparsed", Tab.UNPARSED);
    }
}
