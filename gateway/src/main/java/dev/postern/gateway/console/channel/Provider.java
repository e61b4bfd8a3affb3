package dev.postern.gateway.console.channel;

import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can post to a channel.
 *
 * @param name as a channel names it
 * @param title as people name it
 * @param mail whether it brings mails
 * @param leastSecrets how many secrets a channel needs
 * @param secrets what each secret is
 * @param settings what else can be decided, or must
 */
record Provider(
        String name, String title, boolean mail, int leastSecrets, List<Secret> secrets, List<Setting> settings) {

    public Provider {
        secrets = List.copyOf(secrets);
        settings = List.copyOf(settings);
    }

    /** One secret: what it is called, and where it is found. */
    public record Secret(String name, String where, String need, String form, String example) {
        static Secret of(JsonObject json) {
            return new Secret(
                    json.getString("name", ""),
                    json.getString("where", ""),
                    json.getString("need", ""),
                    hint(json.getString("form", "")),
                    json.getString("example", ""));
        }

        @Override
        public String toString() {
            return "Secret[name=" + name + "]";
        }
    }

    /**
     * The field of a secret.
     *
     * @param mark whether it may stay empty; empty when it must not
     * @param value as typed
     * @param error what was wrong with it; null when nothing was
     */
    public record SecretField(
            String id,
            Secret secret,
            String mark,
            String value,
            @Nullable String error) {
        @Override
        public String toString() {
            return "SecretField[id=" + id + "]";
        }
    }

    /** One thing that can be decided, or must. */
    public record Setting(String name, String title, String where, boolean required, String form, String example) {
        static Setting of(JsonObject json) {
            return new Setting(
                    json.getString("setting", ""),
                    json.getString("title", ""),
                    json.getString("where", ""),
                    json.getBoolean("required", false),
                    hint(json.getString("form", "")),
                    json.getString("example", ""));
        }

        /** The name of its field in the form. */
        public String field() {
            return Channels.SETTING + name;
        }

        /** Where the API finds something wrong with it. */
        public String place() {
            return "settings." + name;
        }
    }

    static Provider of(JsonObject json) {
        return new Provider(
                json.getString("provider", ""),
                json.getString("title", ""),
                json.getBoolean("mail", false),
                json.getInteger("least_secrets", 0),
                json.getJsonArray("secrets", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(secret -> Secret.of((JsonObject) secret))
                        .toList(),
                json.getJsonArray("settings", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(setting -> Setting.of((JsonObject) setting))
                        .toList());
    }

    /** The fields of the secrets, with what was typed into them. */
    public List<SecretField> secretFields(Form form) {
        List<String> typed = form.all(Channels.SECRETS);
        List<SecretField> fields = new ArrayList<>();
        int sent = 0;
        for (int i = 0; i < secrets.size(); i++) {
            String value = i < typed.size() ? typed.get(i).strip() : "";
            // The API counts what was sent, and an empty field is not.
            String error = value.isEmpty() ? null : form.error(Channels.SECRETS + "." + sent++);
            if (error == null && i == 0) {
                error = form.error(Channels.SECRETS);
            }
            Secret secret = secrets.get(i);
            fields.add(new SecretField(
                    Channels.SECRETS + (i == 0 ? "" : "-" + i), secret, mark(secret.need()), value, error));
        }
        return fields;
    }

    private static String mark(String need) {
        return switch (need) {
            case "optional" -> "optional";
            case "one_of" -> "one of these";
            default -> "";
        };
    }

    /** The API's words for a refusal, as a hint beside a field that nobody filled in yet. */
    private static String hint(String refusal) {
        return refusal.replaceFirst("^Input should be ", "");
    }
}
