package dev.postern.credential.retention;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.body.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the installation keeps what is stored of an organisation: nobody may keep it longer. */
@ApplicationScoped
public class RetentionBounds {
    private static final Set<String> FIELDS =
            Arrays.stream(Kept.values()).map(Kept::field).collect(Collectors.toUnmodifiableSet());

    private final Map<Kept, Duration> longest;

    /** These times, each for everybody. */
    public RetentionBounds(
            @ConfigProperty(name = "postern.retention.content", defaultValue = "7d") Duration content,
            @ConfigProperty(name = "postern.retention.code", defaultValue = "30d") Duration code,
            @ConfigProperty(name = "postern.retention.row", defaultValue = "90d") Duration row,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int messagesDays,
            @ConfigProperty(name = "postern.audit.retention", defaultValue = "365d") Duration audit) {
        this.longest = Map.of(
                Kept.CONTENT, content,
                Kept.CODE, code,
                Kept.HISTORY, row,
                Kept.MESSAGES, Duration.ofDays(messagesDays),
                Kept.AUDIT, audit);
    }

    /** The longest time that may be set, which is how long an organisation that sets nothing keeps it. */
    public Duration longest(Kept kept) {
        return longest.getOrDefault(kept, Duration.ZERO);
    }

    /**
     * The changes that a body names; a null takes one away. The caller checks the fields' errors.
     *
     * @param fields an object of the times in seconds
     */
    public Map<Kept, Optional<Long>> read(JsonFields fields) {
        Map<Kept, Optional<Long>> changed = new EnumMap<>(Kept.class);
        for (Kept kept : Kept.values()) {
            JsonNode raw = fields.raw(kept.field());
            if (fields.has(kept.field()) && (raw == null || raw.isNull())) {
                changed.put(kept, Optional.empty());
            } else if (raw != null) {
                long most = longest(kept).toSeconds();
                // An installation may keep it shorter than the shortest.
                long least = Math.min(kept.shortest().toSeconds(), most);
                changed.put(kept, Optional.of(fields.optionalInteger(kept.field(), least, most, most)));
            }
        }
        return changed;
    }

    /** The names of all times in a body. */
    public static boolean isField(String name) {
        return FIELDS.contains(name);
    }

    /**
     * How long an organisation's are kept: no longer than the installation keeps them, and text and code no longer than the row that
     * they stand in.
     */
    public Duration holding(Kept kept, Map<Kept, Long> own) {
        Long seconds = own.get(kept);
        Duration most = longest(kept);
        Duration alone = seconds == null ? most : shorter(Duration.ofSeconds(seconds), most);
        return switch (kept) {
            case CONTENT -> shorter(alone, holding(Kept.CODE, own));
            case CODE -> shorter(alone, holding(Kept.HISTORY, own));
            case HISTORY, MESSAGES, AUDIT -> alone;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
