package dev.postern.extraction;

import dev.postern.events.OtpType;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in a message, and whether somebody waits for it. Where a login waits for a code of this very
 * address, less evidence is enough: see {@code docs/rules.md, "Extraction"}.
 *
 * @param type the only type that is looked for; null for a code or a link
 * @param expected whether a login waits for it
 */
public record Wanted(@Nullable OtpType type, boolean expected) {
    /** A code or a link, that nobody is known to wait for. */
    public static final Wanted UNASKED = new Wanted(null, false);

    /** What a login waits for; null when it takes a code or a link. */
    public static Wanted expected(@Nullable OtpType type) {
        return new Wanted(type, true);
    }

    boolean codes() {
        return type != OtpType.MAGIC_LINK;
    }

    boolean links() {
        return type != OtpType.TOTP;
    }
}
