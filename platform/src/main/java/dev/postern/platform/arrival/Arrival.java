package dev.postern.platform.arrival;

import org.jspecify.annotations.Nullable;

/**
 * A request whose caller is known and whose body was not read yet.
 *
 * @param callerId the id of the API key ({@code ak_…}), channel ({@code ch_…}) or endpoint ({@code te_…}) that let it in; it may
 *     be shown
 * @param organizationId the organisation that it belongs to; null for an operator's key
 * @param mostBytes how long its body may be
 */
public record Arrival(String callerId, @Nullable String organizationId, int mostBytes) {}
