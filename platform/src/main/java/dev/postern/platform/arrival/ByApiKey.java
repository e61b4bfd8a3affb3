package dev.postern.platform.arrival;

import dev.postern.platform.access.Access;
import jakarta.inject.Singleton;

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
}
