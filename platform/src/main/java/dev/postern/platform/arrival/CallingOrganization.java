package dev.postern.platform.arrival;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose request the calling thread works on, for what organisations are given in turn. The thread of a request's method knows it;
 * work that goes on elsewhere for a request, or begins later, says so by {@link #during} or {@link #start}. It is no check of any
 * right.
 */
public final class CallingOrganization {
    private static final String KEY = "postern.calling-organization";
    private static final ScopedValue<String> OF_THREAD = ScopedValue.newInstance();

    private CallingOrganization() {}

    /** Nothing for an operator's request, and for what the service does by itself. */
    public static Optional<String> current() {
        if (OF_THREAD.isBound()) {
            return Optional.of(OF_THREAD.get());
        }
        Context request = Vertx.currentContext();
        return request == null ? Optional.empty() : Optional.ofNullable(request.getLocal(KEY));
    }

    /** Does work of an organisation's request on this thread. */
    public static void during(String organizationId, Runnable work) {
        ScopedValue.where(OF_THREAD, organizationId).run(work);
    }

    /** Asks something for an organisation's request on this thread. */
    public static <T> T asking(String organizationId, Supplier<T> question) {
        return ScopedValue.where(OF_THREAD, organizationId).call(question::get);
    }

    /** Begins work of an organisation's request on a virtual thread of its own. */
    public static void start(String thread, String organizationId, Runnable work) {
        Thread.ofVirtual().name(thread).start(() -> during(organizationId, work));
    }

    /** Notes it for as long as the request lasts. */
    static void note(Context request, @Nullable String organizationId) {
        if (organizationId != null) {
            request.putLocal(KEY, organizationId);
        }
    }
}
