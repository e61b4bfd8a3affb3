package dev.postern.platform.arrival;

import dev.postern.events.ApiKeyQuotas;
import org.jspecify.annotations.Nullable;

/**
 * A request whose caller is known and whose body was not read yet.
 *
 * @param callerId the id of the API key ({@code ak_…}), channel ({@code ch_…}) or endpoint ({@code te_…}) that let it in; it may
 *     be shown
 * @param organizationId the organisation that it belongs to; null for an operator's key
 * @param mostBytes how long its body may be
 * @param quotas the API key's own; a channel and an endpoint have none
 */
public record Arrival(String callerId, @Nullable String organizationId, int mostBytes, ApiKeyQuotas quotas) {

    /** A request that a channel or an endpoint let in. */
    public Arrival(String callerId, @Nullable String organizationId, int mostBytes) {
        this(callerId, organizationId, mostBytes, ApiKeyQuotas.NONE);
    }
}
