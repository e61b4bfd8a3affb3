package dev.postern.events;

import java.util.Locale;

/** An enum whose constants have names in JSON, in the database, in metrics or in logs: {@code NOT_JSON} is {@code not_json}. */
public interface WireNamed {

    /** The constant's name in Java. Every enum has this method. */
    String name();

    /** The constant's name outside Java: in lower case, with underscores. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant's name in addresses and files: in lower case, with hyphens. */
    default String hyphenatedName() {
        return wireName().replace('_', '-');
    }

    /**
     * The constant that has a wire name.
     *
     * @throws IllegalArgumentException when none has
     */
    static <E extends Enum<E> & WireNamed> E of(Class<E> type, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wireName().equals(wireName)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("Not a name of " + type.getSimpleName());
    }
}
