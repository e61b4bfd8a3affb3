package planted.events;

import planted.resolver.claim.PlantedClaim;

/** Breaks on purpose: the contract knows a service, and SQL. */
public class PlantedEvent {
    PlantedClaim claim;
    java.sql.Connection connection;
}
