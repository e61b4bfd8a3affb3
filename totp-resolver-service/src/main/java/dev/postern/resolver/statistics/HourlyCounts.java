package dev.postern.resolver.statistics;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.resolver.statistics.StatisticsAnswer.ChannelActivity;
import dev.postern.resolver.statistics.StatisticsAnswer.HourOfWaits;
import dev.postern.resolver.statistics.StatisticsAnswer.RejectedSender;
import dev.postern.resolver.statistics.StatisticsAnswer.SourceHour;
import dev.postern.resolver.statistics.StatisticsAnswer.UnparsedReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up the hourly rows. */
@ApplicationScoped
class HourlyCounts {
    private static final String IN_WINDOW =
            " FROM hourly_counts k WHERE k.organization_id = :organization AND k.hour >= :from AND k.hour < :to AND k.kind = ";
    private static final Sql BY_LABEL = Sql.of("SELECT k.label, sum(k.count)::bigint AS count" + IN_WINDOW
            + ":kind GROUP BY k.label ORDER BY count DESC, k.label LIMIT 300");
    private static final Sql BY_HOUR = Sql.of("WITH counts AS (SELECT k.hour, k.label, k.count" + IN_WINDOW + """
            'received'),
            most AS (SELECT c.label FROM counts c GROUP BY c.label ORDER BY sum(c.count) DESC, c.label LIMIT 20),
            shown AS (
                SELECT c.hour, CASE WHEN c.label IN (SELECT m.label FROM most m) THEN c.label ELSE '…' END AS label, c.count
                FROM counts c)
            SELECT s.hour, s.label, sum(s.count)::bigint AS count FROM shown s
            GROUP BY s.hour, s.label ORDER BY s.hour, s.label""");
    private static final Sql WAITS_BY_HOUR =
            Sql.of("SELECT k.hour, k.label, k.count" + IN_WINDOW + "'asked' ORDER BY k.hour");
    private static final Sql READ_AND_UNREAD = Sql.of("""
            SELECT k.label, coalesce(sum(k.count) FILTER (WHERE k.kind = :read), 0)::bigint AS read,
                coalesce(sum(k.count) FILTER (WHERE k.kind = :unread), 0)::bigint AS unread
            FROM hourly_counts k
            WHERE k.organization_id = :organization AND k.hour >= :from AND k.hour < :to AND k.kind IN (:read, :unread)
            GROUP BY k.label ORDER BY sum(k.count) DESC, k.label LIMIT 100""");
    private static final Sql CHANNELS = Sql.of("""
            SELECT channel_id, last_message_at FROM channel_activity WHERE organization_id = :organization
            ORDER BY last_message_at DESC, channel_id LIMIT 200""");
    private static final int SENDERS = 100;

    private final Transactions transactions;

    HourlyCounts(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Count(String label, long count) {}

    private record Wait(Instant hour, int durationClass, long count) {}

    private record Reading(String label, long read, long unread) {}

    StatisticsAnswer in(String organizationId, Window window) {
        List<SourceHour> hours = transactions.query(
                BY_HOUR,
                parameters -> set(parameters, organizationId, window),
                row -> new SourceHour(time(row, "hour"), nullIfEmpty(row.getString("label")), row.getLong("count")));
        List<Count> unparsed = byLabel(organizationId, window, "unparsed");
        return new StatisticsAnswer(
                window.from(),
                window.to(),
                hours.stream().mapToLong(SourceHour::codes).sum(),
                unparsed.stream().mapToLong(Count::count).sum(),
                hours,
                times(organizationId, window, "asked"),
                waits(organizationId, window),
                times(organizationId, window, "waited"),
                times(organizationId, window, "lay"),
                unparsed.stream()
                        .map(count -> new UnparsedReason(count.label(), count.count()))
                        .toList(),
                readAndUnread(organizationId, window, "channel").stream()
                        .map(each -> new StatisticsAnswer.ChannelReading(each.label(), each.read(), each.unread()))
                        .toList(),
                readAndUnread(organizationId, window, "sender").stream()
                        .map(each -> new StatisticsAnswer.SenderReading(each.label(), each.read(), each.unread()))
                        .toList(),
                byLabel(organizationId, window, "rejected").stream()
                        .limit(SENDERS)
                        .map(count -> new RejectedSender(nullIfEmpty(count.label()), count.count()))
                        .toList(),
                transactions.query(
                        CHANNELS,
                        parameters -> parameters.set("organization", organizationId),
                        row -> new ChannelActivity(row.getString("channel_id"), time(row, "last_message_at"))));
    }

    private List<HourOfWaits> waits(String organizationId, Window window) {
        Map<Instant, Map<Integer, Long>> byHour = new TreeMap<>();
        transactions
                .query(
                        WAITS_BY_HOUR,
                        parameters -> set(parameters, organizationId, window),
                        row -> new Wait(time(row, "hour"), row.getInt("label"), row.getLong("count")))
                .forEach(wait -> byHour.computeIfAbsent(wait.hour(), _ -> new TreeMap<>())
                        .merge(wait.durationClass(), wait.count(), Long::sum));
        return byHour.entrySet().stream()
                .map(hour -> HourOfWaits.of(hour.getKey(), DeliveryTimes.of(hour.getValue())))
                .toList();
    }

    private List<Reading> readAndUnread(String organizationId, Window window, String by) {
        return transactions.query(
                READ_AND_UNREAD,
                parameters -> {
                    set(parameters, organizationId, window);
                    parameters.set("read", by + "_read").set("unread", by + "_unread");
                },
                row -> new Reading(row.getString("label"), row.getLong("read"), row.getLong("unread")));
    }

    private DeliveryTimes times(String organizationId, Window window, String kind) {
        return DeliveryTimes.of(byLabel(organizationId, window, kind).stream()
                .collect(Collectors.toMap(count -> Integer.valueOf(count.label()), Count::count)));
    }

    private List<Count> byLabel(String organizationId, Window window, String kind) {
        return transactions.query(
                BY_LABEL,
                parameters -> {
                    set(parameters, organizationId, window);
                    parameters.set("kind", kind);
                },
                row -> new Count(row.getString("label"), row.getLong("count")));
    }

    private static @Nullable String nullIfEmpty(String label) {
        return label.isEmpty() ? null : label;
    }

    private static void set(Parameters parameters, String organizationId, Window window) throws SQLException {
        parameters
                .set("organization", organizationId)
                .set("from", window.from())
                .set("to", window.to());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
