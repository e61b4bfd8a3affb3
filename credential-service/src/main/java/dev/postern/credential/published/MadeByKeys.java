package dev.postern.credential.published;

import dev.postern.events.Event;
import dev.postern.platform.access.Caller;
import java.util.List;

/** One kind of things that an API key makes and that go on without it: they outlive the key unless they are ended with it. */
public interface MadeByKeys {

    /** The ids of the keys that made what is live in an organisation, one for each thing. */
    List<String> makers(String organizationId);

    /**
     * Ends everything of this kind that a key made, in the surrounding transaction.
     *
     * @param actor who ends it, and in whose organisation
     * @return what has to be published before the end counts everywhere
     */
    List<? extends Event> endMadeBy(Caller actor, String apiKeyId);
}
