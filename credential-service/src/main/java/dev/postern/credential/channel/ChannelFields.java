package dev.postern.credential.channel;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says of a channel. What a change leaves out stays as it was. */
final class ChannelFields {
    static final Choices<MatchBy> MATCH_BY = Choices.of(MatchBy.values(), MatchBy::wireName);
    // RFC 5322, section 3.6.8: a field's name is of printable characters without the colon.
    private static final Pattern HEADER = Pattern.compile("[!-9;-~]+");
    // Standard Webhooks, "Signature scheme": a secret has between 24 and 64 bytes.
    private static final String SIGNING_PREFIX = "whsec_";
    private static final int LEAST_SIGNING_BYTES = 24;
    private static final int MOST_SIGNING_BYTES = 64;

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
                postedUrl());
        if (settings.secrets().size() < provider.leastSecrets() && !fields.has("secrets")) {
            fields.reject("secrets", "missing", "Field required");
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
        if (given.size() < provider.leastSecrets()) {
            fields.reject("secrets", "too_short", "List should have at least 1 item after validation, not 0");
        }
        List<SecretText> secrets = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (!usable(provider, given.get(i))) {
                fields.rejectWithin(
                        "secrets",
                        i,
                        "value_error",
                        provider == Provider.MIME
                                ? "Input should be whsec_ and 24 to 64 bytes in Base64"
                                : "Input should be a secret of 1 to 256 characters");
            }
            secrets.add(new SecretText(given.get(i)));
        }
        return secrets;
    }

    private static boolean usable(Provider provider, String secret) {
        return switch (provider) {
            case TWILIO -> !secret.isBlank();
            case MIME -> {
                if (!secret.startsWith(SIGNING_PREFIX)) {
                    yield false;
                }
                try {
                    int bytes = Base64.getDecoder().decode(secret.substring(SIGNING_PREFIX.length())).length;
                    yield bytes >= LEAST_SIGNING_BYTES && bytes <= MOST_SIGNING_BYTES;
                } catch (IllegalArgumentException e) {
                    yield false;
                }
            }
        };
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
