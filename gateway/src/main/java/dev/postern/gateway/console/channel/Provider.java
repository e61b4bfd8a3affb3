package dev.postern.gateway.console.channel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What can post to a channel.
 *
 * @param name as a channel names it
 * @param title as people name it
 * @param mail whether it brings mails
 * @param leastSecrets how many secrets a channel needs
 * @param secretForm what a secret is
 * @param settings what else can be decided, or must
 */
record Provider(String name, String title, boolean mail, int leastSecrets, String secretForm, List<Setting> settings) {

    public Provider {
        settings = List.copyOf(settings);
    }

    /** One thing that can be decided, or must. */
    public record Setting(String name, boolean required, String form) {
        static Setting of(JsonObject json) {
            return new Setting(
                    json.getString("setting", ""),
                    json.getBoolean("required", false),
                    hint(json.getString("form", "")));
        }

        /** The name of its field in the form. */
        public String field() {
            return Channels.SETTING + name;
        }

        /** Where the API finds something wrong with it. */
        public String place() {
            return "settings." + name;
        }

        /** As a label. */
        public String label() {
            String words = name.replace('_', ' ');
            return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    static Provider of(JsonObject json) {
        return new Provider(
                json.getString("provider", ""),
                json.getString("title", ""),
                json.getBoolean("mail", false),
                json.getInteger("least_secrets", 0),
                hint(json.getString("secret_form", "")),
                json.getJsonArray("settings", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(setting -> Setting.of((JsonObject) setting))
                        .toList());
    }

    /** What the field for the secret is called. */
    public String secretLabel() {
        return leastSecrets == 0 ? "Secret, if it signs" : "Secret";
    }

    /** The API's words for a refusal, as a hint beside a field that nobody filled in yet. */
    private static String hint(String refusal) {
        return refusal.replaceFirst("^Input should be ", "");
    }
}
