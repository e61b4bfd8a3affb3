package dev.postern.credential.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What Skyvern's clients keep beside a credential for their browsers. Postern stores it and gives it back, nothing more.
 *
 * @param browserProfileId as given
 * @param autoProfileDisabled as given
 * @param pinSavedSessionIp as given
 * @param testedUrl as given
 * @param userContext as given
 * @param saveBrowserSessionIntent as given
 * @param runSequentially as given
 * @param proxyLocation a name or an object, as given
 * @param proxySessionId as given
 */
public record BrowserSettings(
        @Nullable String browserProfileId,
        boolean autoProfileDisabled,
        boolean pinSavedSessionIp,
        @Nullable String testedUrl,
        @Nullable String userContext,
        boolean saveBrowserSessionIntent,
        boolean runSequentially,
        @Nullable JsonNode proxyLocation,
        @Nullable String proxySessionId) {
    public static final BrowserSettings NONE =
            new BrowserSettings(null, false, false, null, null, false, false, null, null);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** The host of the tested address; null when there is no usable address. */
    public @Nullable String testedHost() {
        try {
            return testedUrl == null ? null : new URI(testedUrl).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static BrowserSettings ofJson(String json) {
        try {
            return MAPPER.readValue(json, BrowserSettings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
