package dev.postern.resolver.site;

import dev.postern.events.CodeReceived;
import java.util.List;

/** Which sites a message shows beside its sender's. */
public interface ShownSites {
    /** Keyed hashes of their domains; empty when it shows none. */
    List<String> keys(CodeReceived code);
}
