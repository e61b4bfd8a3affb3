package dev.postern.extraction;

import dev.postern.events.OtpType;

/** What the extractor looks for. */
enum Wanted {
    CODE,
    LINK,
    EITHER;

    static Wanted of(OtpType type) {
        return switch (type) {
            case TOTP -> CODE;
            case MAGIC_LINK -> LINK;
        };
    }
}
