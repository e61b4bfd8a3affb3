package dev.postern.credential.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.provider.ChannelSetting;
import dev.postern.credential.provider.Provider;
import dev.postern.credential.provider.SecretRule;
import dev.postern.credential.vault.SecretText;
import dev.postern.events.MatchBy;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says of a channel. What a change leaves out stays as it was. */
final class ChannelFields {
    static final Choices<MatchBy> MATCH_BY = Choices.of(MatchBy.values(), MatchBy::wireName);
    // RFC 5322, section 3.6.8: a field's name is of printable characters without the colon.
    private static final Pattern HEADER = Pattern.compile("[!-9;-~]+");

    private final JsonFields fields;
    private final @Nullable ChannelSettings before;

    private ChannelFields(JsonFields fields, @Nullable ChannelSettings before) {
        this.fields = fields;
        this.before = before;
    }

    /**
     * The settings of a new channel.
     *
     * @param fresh the secret of a channel that is signed with one of ours, used unless the caller names one
     * @throws Problem 422 naming every field that is wrong
     */
    static ChannelSettings create(JsonFields fields, SecretText fresh) {
        Provider provider = fields.requiredChoice("provider", Provider.BY_NAME, Provider.MIME);
        return new ChannelFields(fields, null).read(provider, provider == Provider.MIME ? List.of(fresh) : List.of());
    }

    /**
     * The settings after a change.
     *
     * @throws Problem 422 naming every field that is wrong
     */
    static ChannelSettings change(JsonFields fields, ChannelSettings before) {
        if (fields.has("provider")) {
            fields.reject("provider", "frozen_field", "Field is frozen: make another channel");
        }
        return new ChannelFields(fields, before).read(before.provider(), before.secrets());
    }

    private ChannelSettings read(Provider provider, List<SecretText> secretsWhenAbsent) {
        ChannelSettings settings = new ChannelSettings(
                name(),
                provider,
                identifier(provider),
                region(),
                fields.has("secrets") ? secrets(provider) : secretsWhenAbsent,
                settings(provider),
                postedUrl());
        if (!fields.has("secrets") && settings.secrets().isEmpty()) {
            provider.secretRule()
                    .lacking(List.of())
                    .ifPresent(lacking -> fields.reject("secrets", "missing", "Field required. " + lacking));
        }
        fields.check();
        return settings;
    }

    private String name() {
        if (before != null && !fields.has("name")) {
            return before.name();
        }
        return fields.requiredNonEmptyString("name", TextLimit.NAME);
    }

    private IdentifierRule identifier(Provider provider) {
        JsonNode given = fields.raw("identifier");
        if (given == null) {
            return before == null ? IdentifierRule.RECIPIENT : before.identifier();
        }
        JsonFields rule = fields.requiredObject("identifier");
        MatchBy from = rule.choice("from", MATCH_BY, MatchBy.RECIPIENT);
        if (!provider.mail() && (from == MatchBy.HEADER || from == MatchBy.PLUS_PART)) {
            rule.reject("from", "value_error", "A text message has neither headers nor an address");
        }
        return switch (from) {
            case RECIPIENT, PLUS_PART -> new IdentifierRule(from, null, null);
            case HEADER -> {
                String header = rule.requiredNonEmptyString("header", TextLimit.HEADER_NAME);
                if (!header.isEmpty() && !HEADER.matcher(header).matches()) {
                    rule.reject("header", "string_pattern_mismatch", "Input should be the name of a header");
                }
                yield new IdentifierRule(from, header, null);
            }
            case FIXED -> {
                String value = rule.requiredNonEmptyString("value", TextLimit.IDENTIFIER);
                rule.rejectUnseen("value", value);
                if (value.isBlank() && !value.isEmpty()) {
                    rule.reject("value", "value_error", "Input should be an address, a number or a label");
                }
                yield new IdentifierRule(from, null, value);
            }
        };
    }

    private @Nullable String region() {
        if (before != null && !fields.has("default_region")) {
            return before.defaultRegion();
        }
        String region = fields.optionalString("default_region", TextLimit.WORD);
        if (region != null && !Identifier.isRegion(region)) {
            fields.reject("default_region", "value_error", "Input should be an ISO 3166 region such as US or DE");
        }
        return region;
    }

    private List<SecretText> secrets(Provider provider) {
        List<String> given = fields.requiredStrings("secrets", TextLimit.CHANNEL_SECRET, Provider.MOST_SECRETS);
        SecretRule rule = provider.secretRule();
        boolean allFit = true;
        List<SecretText> secrets = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (!rule.fits(given.get(i))) {
                allFit = false;
                fields.rejectWithin("secrets", i, "value_error", rule.sentence());
            }
            secrets.add(new SecretText(given.get(i)));
        }
        if (allFit) {
            // A channel without what proves a post could only refuse all posts.
            rule.lacking(given).ifPresent(lacking -> fields.reject("secrets", "value_error", lacking));
        }
        return secrets;
    }

    private Map<String, String> settings(Provider provider) {
        Map<String, String> given = fields.has("settings")
                ? fields.optionalStringMap("settings", TextLimit.URL, ChannelSetting.values().length)
                : before == null ? Map.of() : before.settings();
        Map<String, String> settings = given == null ? Map.of() : given;
        settings.forEach((name, value) -> {
            ChannelSetting setting = provider.settings().stream()
                    .filter(each -> each.wireName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (setting == null) {
                fields.reject("settings", "value_error", "This provider has " + names(provider.settings()));
            } else if (!setting.fits(value)) {
                fields.rejectWithin("settings", setting.wireName(), "value_error", setting.sentence());
            }
        });
        for (ChannelSetting required : provider.requiredSettings()) {
            if (!settings.containsKey(required.wireName())) {
                fields.rejectWithin("settings", required.wireName(), "missing", "Field required");
            }
        }
        if (settings.containsKey(ChannelSetting.OAUTH.wireName())
                && !settings.containsKey(ChannelSetting.CLIENT_ID.wireName())) {
            fields.rejectWithin(
                    "settings",
                    ChannelSetting.CLIENT_ID.wireName(),
                    "missing",
                    "Field required with the setting oauth");
        }
        return settings;
    }

    private static String names(List<ChannelSetting> settings) {
        return settings.isEmpty()
                ? "no settings"
                : "the settings "
                        + settings.stream().map(ChannelSetting::wireName).collect(Collectors.joining(", "));
    }

    private @Nullable String postedUrl() {
        if (before != null && !fields.has("posted_url")) {
            return before.postedUrl();
        }
        String url = fields.optionalString("posted_url", TextLimit.URL);
        if (url != null && !isWebAddress(url)) {
            fields.reject("posted_url", "url_parsing", "Input should be an http or https address without a query");
        }
        return url;
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
