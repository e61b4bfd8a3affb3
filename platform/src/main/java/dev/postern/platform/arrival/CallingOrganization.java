package dev.postern.platform.arrival;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose request the calling thread works on, for what organisations are given in turn. It is no check of any right. */
public final class CallingOrganization {
    private static final String KEY = "postern.calling-organization";

    private CallingOrganization() {}

    /** Nothing for an operator's request, and for what the service does by itself. */
    public static Optional<String> current() {
        Context request = Vertx.currentContext();
        return request == null ? Optional.empty() : Optional.ofNullable(request.getLocal(KEY));
    }

    /** Notes it for as long as the request lasts. */
    static void note(Context request, @Nullable String organizationId) {
        if (organizationId != null) {
            request.putLocal(KEY, organizationId);
        }
    }
}
