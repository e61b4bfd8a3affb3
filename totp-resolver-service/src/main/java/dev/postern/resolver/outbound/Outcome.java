package dev.postern.resolver.outbound;

import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface Outcome {

    /**
     * An answer, whole.
     *
     * @param status the HTTP status
     * @param contentType null when the answer named none
     * @param body at most as long as a call allows
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record Answered(int status, @Nullable String contentType, byte[] body) implements Outcome {
        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    /**
     * No answer that may be used.
     *
     * @param failure why
     * @param status of an answer that was refused; null when none came
     */
    record Failed(Failure failure, @Nullable Integer status) implements Outcome {}

    /** Why there is no answer. */
    enum Failure implements WireNamed {
        /**
         * The name has no address that may be called, or none that its name server told in time. One answer for both, since
         * two would tell which internal names exist.
         */
        ADDRESS_NOT_ALLOWED,
        /** The connection was refused, or it broke. */
        CONNECTION_FAILED,
        /** The certificate is for another name, or it is not trusted here. */
        TLS_FAILED,
        /** It took too long. */
        TIMED_OUT,
        /** It sent more than a call accepts. */
        ANSWER_TOO_LARGE,
        /** It sends the caller to another place. */
        REDIRECT_REFUSED;
    }
}
