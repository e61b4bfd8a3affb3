package dev.postern.credential.published;

/** One kind of things that an organisation keeps here. They end with it, unopened: its data key is gone by then. */
public interface EndsWithOrganization {

    /**
     * Ends some of what is left, in the surrounding transaction.
     *
     * @param actor the id of the key that deleted the organisation, for the audit trail
     * @param most how many at once
     * @return how many; 0 when nothing is left
     */
    int endSome(String organizationId, String actor, int most);
}
