package dev.postern.gateway.console.api;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people call the providers that codes come from. They are alike for everybody and change with a version alone, so they are asked
 * for every ten minutes.
 */
@Singleton
public final class ProviderTitles {
    private static final Duration HOLDS_FOR = Duration.ofMinutes(10);

    private final Clock clock;
    private volatile @Nullable Known known;

    ProviderTitles(Clock clock) {
        this.clock = clock;
    }

    private record Known(Map<String, String> titles, Instant at) {}

    /** The titles by the names that sources have; none when the API does not tell them now, and none were told before. */
    public Map<String, String> of(Api api) {
        Known before = known;
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.at.plus(HOLDS_FOR))) {
            return before.titles;
        }
        Map<String, String> titles = new HashMap<>();
        api.list("/v1/inbound-channel-providers").or(List.of()).forEach(provider -> {
            String name = Texts.text(provider, "provider");
            titles.put(name, provider.getString("title", name));
        });
        if (titles.isEmpty()) {
            return before == null ? Map.of() : before.titles;
        }
        known = new Known(Map.copyOf(titles), now);
        return titles;
    }
}
