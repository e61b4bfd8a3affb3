package dev.postern.credential.internal;

import dev.postern.events.internal.InternalQuestion;
import org.jspecify.annotations.Nullable;

/** What the resolver may ask for. Every bean of this type is a route of the listener. */
interface InternalRoute {

    /** The path, with {@link InternalQuestion#ID} where the id of what is asked for stands. */
    String path();

    /** The answer to a POST. Blocks; never throws. */
    InternalAnswer answer(String id, byte[] body, @Nullable String contentType);
}
