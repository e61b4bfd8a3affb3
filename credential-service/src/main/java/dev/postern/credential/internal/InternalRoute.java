package dev.postern.credential.internal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the resolver may ask for. Every bean of this type is a route of the listener. */
interface InternalRoute {

    /** The whole path; its one group is the id of what is asked for. */
    Pattern path();

    /** The answer to a POST. Blocks; never throws. */
    Answer answer(String id, byte[] body, @Nullable String contentType);
}
