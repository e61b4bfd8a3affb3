package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.events.AuditHeadSigned;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest head of each chain that a service signed. They are on a topic, out of reach of who can change the database, and who can
 * write on the topic cannot sign.
 */
@ApplicationScoped
@Startup // Read with the other tables of the service.
class SignedHeads {
    private final Function<String, @Nullable AuditHeadSigned> heads;
    private final BooleanSupplier read;

    @Inject
    SignedHeads(TopicTables tables) {
        TopicTable<AuditHeadSigned> table =
                tables.read("audit-heads", Topic.AUDIT_HEADS, AuditHeadSigned.class, head -> head);
        this.heads = table::now;
        this.read = table::isComplete;
    }

    /** Heads that come from elsewhere than a topic. */
    SignedHeads(Function<String, @Nullable AuditHeadSigned> heads) {
        this.heads = heads;
        this.read = () -> true;
    }

    /** Whether the topic was read to its end once. */
    boolean areRead() {
        return read.getAsBoolean();
    }

    /** The head of a chain; null when none was signed. */
    @Nullable AuditHeadSigned of(String organizationId) {
        return heads.apply(organizationId);
    }

    /** The row that the head is about; the beginning of the chain when none was signed. */
    Place place(String organizationId) {
        AuditHeadSigned head = of(organizationId);
        return head == null ? Place.BEGINNING : new Place(head.seq(), new ChainHash(head.hash()));
    }
}
