package dev.postern.credential.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of the browser settings. Members it leaves out stay as they were; so do those that are null, except
 * the three that null takes away ({@code skyvern/forge/sdk/db/repositories/credentials.py}).
 *
 * @param given the members to set
 * @param values their values
 */
public record BrowserChange(Set<String> given, BrowserSettings values) {
    private static final Set<String> TAKEN_AWAY_BY_NULL =
            Set.of("browser_profile_id", "proxy_location", "proxy_session_id");
    private static final Set<String> OF_CREATE = Set.of(
            "browser_profile_id",
            "auto_profile_disabled",
            "pin_saved_session_ip",
            "tested_url",
            "proxy_location",
            "proxy_session_id",
            "rotate_proxy_session_id");
    private static final Set<String> OF_PATCH = Stream.concat(
                    OF_CREATE.stream(), Stream.of("user_context", "save_browser_session_intent", "run_sequentially"))
            .collect(Collectors.toUnmodifiableSet());

    public BrowserChange {
        given = Set.copyOf(given);
    }

    /** From the body of create and update. */
    static BrowserChange ofCredential(JsonFields fields) {
        return read(fields, OF_CREATE);
    }

    /** From the body of PATCH, which knows more. */
    static BrowserChange ofPatch(JsonFields fields) {
        return read(fields, OF_PATCH);
    }

    /** Whether the body has any of the members, even as null. */
    static boolean standsIn(JsonFields fields) {
        return OF_PATCH.stream().anyMatch(fields::has);
    }

    private static BrowserChange read(JsonFields fields, Set<String> names) {
        Set<String> given =
                names.stream().filter(name -> isGiven(name, fields.raw(name))).collect(Collectors.toSet());
        // Checked and no more: Postern runs no proxy whose session could be rotated.
        fields.optionalBoolean("rotate_proxy_session_id", false);
        BrowserSettings values = new BrowserSettings(
                fields.optionalString("browser_profile_id", TextLimit.ID),
                fields.optionalBoolean("auto_profile_disabled", false),
                fields.optionalBoolean("pin_saved_session_ip", false),
                fields.optionalString("tested_url", TextLimit.URL),
                names.contains("user_context") ? fields.optionalString("user_context", TextLimit.CONTEXT) : null,
                names.contains("save_browser_session_intent")
                        && fields.optionalBoolean("save_browser_session_intent", false),
                names.contains("run_sequentially") && fields.optionalBoolean("run_sequentially", false),
                proxyLocation(fields),
                fields.optionalString("proxy_session_id", TextLimit.ID));
        return new BrowserChange(given, values);
    }

    private static boolean isGiven(String name, @Nullable JsonNode value) {
        if (value == null) {
            return false;
        }
        boolean says = !value.isNull()
                && !(name.equals("user_context") && value.asText().isBlank());
        return says || TAKEN_AWAY_BY_NULL.contains(name);
    }

    /** A name or an object, whose inside Postern does not read. */
    private static @Nullable JsonNode proxyLocation(JsonFields fields) {
        JsonNode value = fields.raw("proxy_location");
        if (value == null || value.isNull()) {
            return null;
        }
        if (!TextLimit.METADATA.allows(value.toString())) {
            fields.reject(
                    "proxy_location",
                    "string_too_long",
                    "Input should have at most " + TextLimit.METADATA.most() + " characters");
        }
        return value;
    }

    public BrowserSettings applyTo(BrowserSettings earlier) {
        return new BrowserSettings(
                from("browser_profile_id", earlier).browserProfileId(),
                from("auto_profile_disabled", earlier).autoProfileDisabled(),
                from("pin_saved_session_ip", earlier).pinSavedSessionIp(),
                from("tested_url", earlier).testedUrl(),
                from("user_context", earlier).userContext(),
                from("save_browser_session_intent", earlier).saveBrowserSessionIntent(),
                from("run_sequentially", earlier).runSequentially(),
                from("proxy_location", earlier).proxyLocation(),
                from("proxy_session_id", earlier).proxySessionId());
    }

    private BrowserSettings from(String member, BrowserSettings earlier) {
        return given.contains(member) ? values : earlier;
    }
}
