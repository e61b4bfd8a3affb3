package dev.postern.platform.arrival;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.KnownCaller;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets in whoever shows an API key with the scope that the route {@link Needs}. */
@Singleton
public class ByApiKey implements Doorkeeper {
    private final Access access;

    ByApiKey(Access access) {
        this.access = access;
    }

    @Override
    public Arrival admit(Head head) {
        Access.Holder holder = access.holder(head.headers(), head.scopes());
        return new Arrival(holder.apiKeyId(), holder.organizationId(), head.mostBytes(), holder.quotas());
    }

    @Override
    public Optional<KnownCaller> shown(Head head) {
        return access.shown(head.headers());
    }
}
