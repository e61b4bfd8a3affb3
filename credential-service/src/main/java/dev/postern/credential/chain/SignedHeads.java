package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.credential.published.SignedForGood;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditHeadSigned;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest head of each chain that a service signed. They are on a topic, out of reach of who can change the database, and who can
 * write on the topic cannot sign.
 */
@ApplicationScoped
@Startup // Read with the other tables of the service.
class SignedHeads implements SignedForGood {
    private static final int PAGE = 500;
    /** A newer head may be on its way, and then comes before this one. It is signed once more. */
    private static final Sql SIGNED_UP_TO = Sql.of("""
        UPDATE audit_chains SET signed_seq = least(signed_seq, :seq) WHERE organization_id = :organization\
        """);

    private final Function<String, @Nullable AuditHeadSigned> heads;
    private final Supplier<Stream<AuditHeadSigned>> all;
    private final BooleanSupplier read;
    private final Outbox outbox;
    private final Transactions transactions;

    @Inject
    SignedHeads(TopicTables tables, Outbox outbox, Transactions transactions) {
        TopicTable<AuditHeadSigned> table =
                tables.read("audit-heads", Topic.AUDIT_HEADS, AuditHeadSigned.class, head -> head);
        this.heads = table::now;
        this.all = table::values;
        this.read = table::isComplete;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** Heads that come from elsewhere than a topic. */
    SignedHeads(Map<String, AuditHeadSigned> heads, Outbox outbox, Transactions transactions) {
        this.heads = heads::get;
        this.all = () -> heads.values().stream();
        this.read = () -> true;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** Whether the topic was read to its end once. */
    boolean areRead() {
        return read.getAsBoolean();
    }

    @Override
    public String signedKind() {
        return "audit heads";
    }

    /** The newest head of each chain is published as it is, also of one that was rewritten: it is the proof. */
    @Override
    public @Nullable String signAnewAfter(String id) {
        if (!areRead()) {
            return id;
        }
        List<AuditHeadSigned> next = all.get()
                .filter(head -> head.organizationId().compareTo(id) > 0)
                .sorted(Comparator.comparing(AuditHeadSigned::organizationId))
                .limit(PAGE)
                .toList();
        next.forEach(this::publishAnew);
        return next.isEmpty() ? null : next.getLast().organizationId();
    }

    /** One at a time: the sequencer locks rows of several chains in an order of its own. */
    private void publishAnew(AuditHeadSigned head) {
        transactions.run(connection -> {
            SIGNED_UP_TO.update(
                    connection,
                    parameters -> parameters.set("seq", head.seq()).set("organization", head.organizationId()));
            outbox.append(connection, List.of(head));
            return head;
        });
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
