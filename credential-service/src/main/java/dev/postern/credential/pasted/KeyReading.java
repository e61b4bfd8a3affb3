package dev.postern.credential.pasted;

import java.util.Optional;

/**
 * What became of a pasted text.
 *
 * @param <K> the kind of key that was asked for
 */
public sealed interface KeyReading<K> {
    /**
     * It is a key.
     *
     * @param read the key, with all that its codes depend on
     */
    record Understood<K>(K read) implements KeyReading<K> {}

    /**
     * It is not, or not surely.
     *
     * @param fault what is wrong
     */
    record Refused<K>(KeyFault fault) implements KeyReading<K> {}

    /** The key, or nothing when the text was refused. */
    default Optional<K> key() {
        return switch (this) {
            case Understood<K>(K read) -> Optional.of(read);
            case Refused<K> _ -> Optional.empty();
        };
    }
}
