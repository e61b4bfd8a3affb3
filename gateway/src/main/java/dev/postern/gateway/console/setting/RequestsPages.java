package dev.postern.gateway.console.setting;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the organisation's code requests are answered unless they say otherwise. */
@Singleton
final class RequestsPages implements Feature {
    private static final String PATH = "/console/settings/requests";
    private static final String API = "/v1/request-settings";
    private static final List<String> NUMBERS = List.of("look_back_seconds", "hesitation_seconds");

    /**
     * The page.
     *
     * @param form the settings, or what was typed instead
     * @param typed whether it is what was typed
     */
    record Requests(Frame frame, Form form, boolean typed) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin");
        site.page(
                PATH,
                visit ->
                        Reply.page(new Requests(frame(visit), stored(visit.api().get(API)), false)));
        site.action(PATH, this::change);
    }

    private Reply change(Visit visit) {
        Form form = visit.form();
        JsonObject body = new JsonObject();
        // What is no number goes as a text, so that the API says what is wrong with it.
        NUMBERS.forEach(name -> body.put(name, number(form.get(name))));
        Answer<JsonObject> changed = visit.api().patch(API, body);
        if (changed.trouble() != null) {
            Form refused = form.refused(changed.trouble());
            return Reply.again(refused, new Requests(frame(visit), refused, true));
        }
        return Reply.page(new Requests(frame(visit).saying("Saved."), stored(changed), false));
    }

    private static Frame frame(Visit visit) {
        return visit.frame("Code requests", Tab.SETTINGS);
    }

    private static Object number(String typed) {
        return typed.matches("[0-9]{1,9}") ? Integer.valueOf(typed) : typed;
    }

    private static Form stored(Answer<JsonObject> settings) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        JsonObject json = settings.or(new JsonObject());
        NUMBERS.forEach(name -> fields.put(name, List.of(Texts.text(json, name))));
        return new Form(fields, settings.trouble());
    }
}
