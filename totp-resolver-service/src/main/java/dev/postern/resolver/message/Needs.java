package dev.postern.resolver.message;

import dev.postern.events.OtpType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waiting logins need of a message.
 *
 * @param types the types that some of them named
 * @param either whether some of them named no type, and take a code or a link
 */
record Needs(List<OtpType> types, boolean either) {

    static Needs of(@Nullable OtpType wanted) {
        return of(List.of(Optional.ofNullable(wanted)));
    }

    static Needs of(List<Optional<OtpType>> wanted) {
        return new Needs(
                wanted.stream().flatMap(Optional::stream).toList(),
                wanted.stream().anyMatch(Optional::isEmpty));
    }

    /** Whether nobody waits. */
    boolean isNone() {
        return types.isEmpty() && !either;
    }
}
