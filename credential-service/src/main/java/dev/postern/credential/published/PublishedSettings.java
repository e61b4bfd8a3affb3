package dev.postern.credential.published;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.ChannelChanged;
import dev.postern.events.Topic;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One kind of published settings. Each change appends its event and its audit record in its own transaction.
 *
 * @param <R> the row
 * @param <V> the row as it is shown
 */
public abstract class PublishedSettings<R extends PublishedRow, V>
        implements MadeByKeys, PublishedTable, SealedOnTopic, EndsWithOrganization {
    private final Kind kind;
    private final PublishedRows<R> rows;
    private final Quota quota;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * How a kind is called.
     *
     * @param idPrefix which its ids begin with, such as {@code ch_}
     * @param audited its name in the audit trail, such as {@code channel}
     * @param unknown the sentence for an id that the organisation does not have
     * @param counted what an organisation may keep only so many of
     */
    public record Kind(String idPrefix, String audited, String unknown, Thing counted) {}

    /**
     * A change that was committed.
     *
     * @param id of the settings
     * @param view as they are now, or were when they were deleted
     * @param event what has to be published before the change counts everywhere
     */
    public record Changed<V>(String id, V view, ChannelChanged event) {}

    protected PublishedSettings(
            Kind kind, PublishedRows<R> rows, Quota quota, Outbox outbox, Clock clock, SecureRandom random) {
        this.kind = kind;
        this.rows = rows;
        this.quota = quota;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /** A row without anything in it. */
    protected abstract R newRow();

    /** The row as it is shown at that time. */
    protected abstract V view(R row, Instant now);

    /**
     * The event of the row's present state. Its id is made of row and version, so that it can be waited for again. That of a
     * deletion opens nothing: the organisation's data key may be gone.
     */
    protected abstract ChannelChanged event(R row, ChannelChanged.State state, Instant now);

    @Transactional
    public List<V> newestFirst(Caller caller, PageQuery page) {
        return rows.newestFirst(caller.organizationId(), page).stream()
                .map(row -> view(row, now()))
                .toList();
    }

    /**
     * The settings with an id.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    public V get(Caller caller, String id) {
        return rows.own(caller.organizationId(), id)
                .map(row -> view(row, now()))
                .orElseThrow(this::unknown);
    }

    /**
     * Deletes the row with its secrets; only the event still shows that it existed.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    public Changed<V> delete(Caller caller, String id) {
        return delete(lock(caller, id), caller);
    }

    @Override
    public Topic topic() {
        return Topic.CHANNELS;
    }

    @Override
    @Transactional
    public List<Place> placesAfter(String id) {
        return rows.after(id).stream()
                .map(row -> new Place(row.id(), row.id(), row.version()))
                .toList();
    }

    @Override
    @Transactional
    public void publishAgain(List<String> ids) {
        rows.lockAll(ids).forEach(row -> outbox.append(event(row, ChannelChanged.State.ACTIVE, now())));
    }

    @Override
    public String sealedKind() {
        return kind.audited();
    }

    @Override
    @Transactional
    public long sealedRows() {
        return rows.count();
    }

    /** The version is higher: a reader that could not open the record of before takes this one. */
    @Override
    @Transactional
    public @Nullable String sealAnewAfter(String id) {
        List<String> next = rows.after(id).stream().map(PublishedRows.Place::id).toList();
        for (R row : rows.lockAll(next)) {
            row.version++;
            outbox.append(event(row, ChannelChanged.State.ACTIVE, now()));
        }
        return next.isEmpty() ? null : next.getLast();
    }

    @Override
    @Transactional
    public List<String> makers(String organizationId) {
        return rows.makers(organizationId);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ChannelChanged> endMadeBy(Caller actor, String apiKeyId) {
        return rows.lockMadeBy(actor.organizationId(), apiKeyId).stream()
                .map(row -> delete(row, actor).event())
                .toList();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public int endSome(String organizationId, String actor, int most) {
        List<R> some = rows.lockSome(organizationId, most);
        for (R row : some) {
            row.version++;
            tellChange(row, actor, ChannelChanged.State.DELETED, "deleted");
            rows.delete(row);
        }
        return some.size();
    }

    /** Deletes what was created but never shown to its owner; nothing happens when it is gone already. */
    @Transactional
    public void withdraw(Caller caller, Changed<V> created) {
        rows.lock(caller.organizationId(), created.id()).ifPresent(row -> delete(row, caller));
    }

    /**
     * Makes a row, in the surrounding transaction.
     *
     * @param fill writes the settings into the new row
     * @throws Problem 429 when the organisation, or the key, keeps as many as it may
     */
    protected Changed<V> create(Caller caller, Consumer<R> fill) {
        quota.oneMore(caller, kind.counted());
        R row = newRow();
        row.id = kind.idPrefix() + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.madeBy = caller.apiKeyId();
        row.version = 1;
        row.createdAt = now();
        row.modifiedAt = row.createdAt;
        fill.accept(row);
        rows.persist(row);
        return tell(row, caller, ChannelChanged.State.ACTIVE, "created");
    }

    /**
     * Changes a row, in the surrounding transaction.
     *
     * @param action what the audit trail says was done
     * @param change writes into the row, and may throw
     * @throws Problem 404 for an unknown or a foreign id
     */
    protected Changed<V> change(Caller caller, String id, String action, Consumer<R> change) {
        R row = lock(caller, id);
        change.accept(row);
        row.version++;
        row.modifiedAt = now();
        return tell(row, caller, ChannelChanged.State.ACTIVE, action);
    }

    /** The present time, as precise as the database keeps it. */
    protected Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Changed<V> delete(R row, Caller caller) {
        row.version++;
        Changed<V> deleted = tell(row, caller, ChannelChanged.State.DELETED, "deleted");
        rows.delete(row);
        return deleted;
    }

    private Changed<V> tell(R row, Caller caller, ChannelChanged.State state, String action) {
        ChannelChanged event = tellChange(row, caller.apiKeyId(), state, action);
        return new Changed<>(row.id, view(row, now()), event);
    }

    private ChannelChanged tellChange(R row, String actor, ChannelChanged.State state, String action) {
        Instant now = now();
        ChannelChanged event = event(row, state, now);
        outbox.append(event);
        outbox.append(AuditRecorded.of(row.organizationId, actor, kind.audited() + "." + action, row.id, now));
        return event;
    }

    private R lock(Caller caller, String id) {
        return rows.lock(caller.organizationId(), id).orElseThrow(this::unknown);
    }

    private Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, kind.unknown());
    }
}
