package dev.postern.platform.worker;

import java.util.Collection;
import java.util.function.Consumer;

/** Work on many things, of which one that fails must not keep the others from their turn. */
public final class Each {

    private Each() {}

    /**
     * Does the work for each of them.
     *
     * @throws RuntimeException the first failure, once all had their turn; later ones are attached to it
     */
    @SuppressWarnings("ReferenceEquality") // No exception can be attached to itself.
    public static <T> void of(Collection<T> all, Consumer<T> work) {
        RuntimeException first = null;
        for (T one : all) {
            try {
                work.accept(one);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
