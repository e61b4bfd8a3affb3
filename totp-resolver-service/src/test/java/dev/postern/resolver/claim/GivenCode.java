package dev.postern.resolver.claim;

import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import org.jspecify.annotations.Nullable;

/** The code that a request was given, as tests look at it. */
public final class GivenCode {
    private GivenCode() {}

    /** Null when the request has none. */
    public static @Nullable Delivery delivery(CodeRequest request) {
        return request instanceof CodeRequest.HasCode has ? has.delivery() : null;
    }

    public static Delivery.Received received(CodeRequest request) {
        return (Delivery.Received) ((CodeRequest.HasCode) request).delivery();
    }

    public static Delivery.TotpUrl fromUrl(CodeRequest request) {
        return (Delivery.TotpUrl) ((CodeRequest.HasCode) request).delivery();
    }

    /** Null when the request has no code, or one that was not received. */
    public static @Nullable String totpCodeId(CodeRequest request) {
        return delivery(request) instanceof Delivery.Received received ? received.totpCodeId() : null;
    }

    /** The code that was withheld from the request; null when there is no warning to give. */
    public static @Nullable String withheld(CodeRequest request) {
        return request instanceof CodeRequest.Warned warned ? warned.totpCodeId() : null;
    }
}
