package planted.resolver.request;

/** Breaks on purpose: a name that says nothing, and the other half of a cycle. */
public class PlantedRequestHelper {
    planted.resolver.claim.PlantedClaim claim;
}
