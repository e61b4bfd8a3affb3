package dev.postern.resolver.part;

import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.worker.Each;
import dev.postern.resolver.once.SingleUses;
import dev.postern.resolver.part.PartRows.Group;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Joins the parts of long texts. A part that comes is stored under the lock of its identifier. With the last one the whole is left in
 * the outbox, in one transaction, and is then a message like any other: it comes back by its topic. What is incomplete after a
 * while is told as a message without a code, for a person.
 */
@ApplicationScoped
public class JoinParts implements StartupCheck {
    // More of one moment are settled in the next round.
    private static final int MOST_AT_ONCE = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Transactions transactions;
    private final WholeMessages wholeMessages;
    private final Outbox outbox;
    private final Duration wait;

    JoinParts(
            Transactions transactions,
            WholeMessages wholeMessages,
            Outbox outbox,
            @ConfigProperty(name = "postern.messages.parts-wait", defaultValue = "2m") Duration wait) {
        this.transactions = transactions;
        this.wholeMessages = wholeMessages;
        this.outbox = outbox;
        this.wait = wait;
    }

    @Override
    public void check(Findings findings) {
        if (wait.compareTo(SHORTEST) < 0 || wait.compareTo(LONGEST) > 0) {
            findings.abort("POSTERN_MESSAGES_PARTS_WAIT", "must be at least 1s and at most 1d");
        }
    }

    /**
     * Stores a part, and tells its message when it was the last one. A part that was stored before changes nothing.
     *
     * @throws StoreUnavailable when it is unknown whether anything was stored; the caller tries again
     */
    public void take(MessageUnparsed message, MessagePart part) {
        boolean whole = transactions.run(connection -> {
            PartRows rows = new PartRows(connection);
            Group group = Group.of(message, part);
            rows.lock(message);
            return SingleUses.allow(connection, message.origin())
                    && rows.add(message, part)
                    && tellIfWhole(connection, rows, group);
        });
        if (whole) {
            outbox.publishSoon();
        }
    }

    /** Tells what is there of the messages whose other parts did not come in time; returns how many messages there were. */
    int giveUpLate() {
        List<Group> late = transactions.run(connection -> new PartRows(connection).late(wait, MOST_AT_ONCE));
        Each.of(late, this::giveUp);
        return late.size();
    }

    private void giveUp(Group group) {
        transactions.run(connection -> {
            PartRows rows = new PartRows(connection);
            rows.lock(group);
            // Another replica may have been faster, or the last part was.
            boolean late = rows.isLate(group, wait);
            if (late) {
                outbox.append(connection, wholeMessages.incomplete(rows.waiting(group)));
                rows.settle(group);
            }
            return late;
        });
    }

    private boolean tellIfWhole(Connection connection, PartRows rows, Group group) throws SQLException {
        List<MessageUnparsed> waiting = rows.waiting(group);
        if (!WholeMessages.isWhole(waiting)) {
            return false;
        }
        outbox.append(connection, wholeMessages.whole(waiting));
        rows.settle(group);
        return true;
    }
}
