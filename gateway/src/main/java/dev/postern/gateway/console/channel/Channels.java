package dev.postern.gateway.console.channel;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Visit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the API about channels. */
final class Channels {
    /** How the names of fields begin that hold a provider's own settings. */
    static final String SETTING = "setting-";

    /** The name of the fields that hold secrets. */
    static final String SECRETS = "secrets";

    private static final String API = "/v1/inbound-channels";

    private Channels() {}

    static String one(String id) {
        return API + "/" + Api.step(id);
    }

    static Answer<List<Provider>> providers(Visit visit) {
        return visit.api()
                .list("/v1/inbound-channel-providers")
                .map(all -> all.stream().map(Provider::of).toList());
    }

    /** All channels, with the time of each one's last message where statistics may be read. */
    static Answer<List<Channel>> all(Visit visit) {
        Map<String, String> last = visit.may("codes:read") ? lastMessages(visit) : Map.of();
        return visit.api()
                .list(Api.query(API, Map.of("page_size", "500")))
                .map(all -> all.stream()
                        .map(json -> Channel.of(json, last.get(json.getString("channel_id"))))
                        .toList());
    }

    private static Map<String, String> lastMessages(Visit visit) {
        Map<String, String> last = new HashMap<>();
        visit.api()
                .list("/v1/statistics", "channels")
                .or(List.of())
                .forEach(json -> last.put(json.getString("channel_id", ""), json.getString("last_message_at", "")));
        return last;
    }

    static Answer<Channel> channel(Visit visit, String id) {
        return visit.api().get(one(id)).map(json -> Channel.of(json, null));
    }

    static Answer<List<Post>> posts(Visit visit, String id) {
        return visit.api()
                .list(one(id) + "/posts", "posts")
                .map(all -> all.stream().map(Post::of).toList());
    }

    static Answer<JsonObject> make(Visit visit, Form form) {
        JsonObject channel = new JsonObject()
                .put("name", form.get("name"))
                .put("provider", form.get("provider"))
                .put("identifier", identifier(form));
        List<String> secrets = new ArrayList<>();
        form.all(SECRETS).stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .forEach(secrets::add);
        if (!secrets.isEmpty() || form.has("without", "yes")) {
            channel.put(SECRETS, new JsonArray(secrets));
        }
        if (!form.get("default_region").isEmpty()) {
            channel.put("default_region", form.get("default_region"));
        }
        JsonObject settings = new JsonObject();
        form.fields().keySet().stream()
                .filter(name -> name.startsWith(SETTING) && !form.get(name).isEmpty())
                .forEach(name -> settings.put(name.substring(SETTING.length()), form.get(name)));
        if (!settings.isEmpty()) {
            channel.put("settings", settings);
        }
        return visit.api().post(API, channel);
    }

    private static JsonObject identifier(Form form) {
        String from = form.get("from").isEmpty() ? "recipient" : form.get("from");
        JsonObject rule = new JsonObject().put("from", from);
        switch (from) {
            case "header" -> rule.put("header", form.get("header"));
            case "fixed" -> rule.put("value", form.get("value"));
            default -> {}
        }
        return rule;
    }
}
