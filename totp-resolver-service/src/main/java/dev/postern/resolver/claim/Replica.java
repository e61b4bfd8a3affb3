package dev.postern.resolver.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This process among others like it; a new one after every start. */
@ApplicationScoped
public class Replica {
    private final String id = UUID.randomUUID().toString();

    /** Never null, never {@code *}. */
    public String id() {
        return id;
    }
}
