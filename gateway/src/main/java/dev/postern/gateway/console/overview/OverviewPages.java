package dev.postern.gateway.console.overview;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.ProviderTitles;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws what happened to codes. */
@Singleton
final class OverviewPages implements Feature {
    private static final Map<String, Integer> DAYS = Map.of("1", 1, "7", 7, "31", 31);

    private final Clock clock;
    private final ProviderTitles titles;

    OverviewPages(Clock clock, ProviderTitles titles) {
        this.clock = clock;
        this.titles = titles;
    }

    /**
     * The page.
     *
     * @param days how long back it looks
     * @param choices what else may be looked at, in days
     * @param statistics null after a trouble
     */
    record Overview(Frame frame, int days, List<Integer> choices, Answer<Statistics> statistics)
            implements TemplateInstance {}

    /**
     * What is drawn.
     *
     * @param received messages with a code or a link
     * @param unparsed messages without
     * @param median how long the middle login waited, in words; empty without any
     * @param slowest how long the 99th of a hundred waited
     */
    record Statistics(
            long received,
            long unparsed,
            String median,
            String slowest,
            Bars codes,
            Waits waits,
            List<Unread> channels,
            List<Unread> senders) {
        /** Whether there is anything to draw. */
        public boolean isEmpty() {
            return received == 0 && unparsed == 0 && waits.hours().isEmpty();
        }

        /** The part of messages without a code. */
        public long percent() {
            return new Unread("", unparsed, unparsed + received).percent();
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("codes:read");
        site.page("/console/overview", this::overview);
    }

    private Reply overview(Visit visit) {
        int days = DAYS.getOrDefault(visit.query().get("days"), 1);
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(24L * days - 1));
        Map<String, String> names = channelNames(visit);
        Answer<Statistics> statistics = visit.api()
                .get(Api.query("/v1/statistics", Map.of("from", from.toString(), "to", to.toString())))
                .map(json -> read(json, names, titles.of(visit.api())));
        return Reply.page(new Overview(visit.frame("Overview", Tab.OVERVIEW), days, List.of(1, 7, 31), statistics));
    }

    private static Map<String, String> channelNames(Visit visit) {
        Map<String, String> names = new HashMap<>();
        if (visit.may("admin")) {
            visit.api()
                    .list(Api.query("/v1/inbound-channels", Map.of("page_size", "500")))
                    .or(List.of())
                    .forEach(json -> names.put(json.getString("channel_id", ""), json.getString("name", "")));
        }
        return names;
    }

    private static Statistics read(JsonObject json, Map<String, String> names, Map<String, String> titles) {
        Instant from = Instant.parse(json.getString("from"));
        Instant to = Instant.parse(json.getString("to"));
        JsonObject waits = json.getJsonObject("requested_to_delivered", new JsonObject());
        return new Statistics(
                json.getLong("received", 0L),
                json.getLong("unparsed", 0L),
                words(waits, "p50_ms"),
                words(waits, "p99_ms"),
                Bars.of(
                        objects(json, "codes_per_hour").stream()
                                .map(hour -> count(hour, titles))
                                .toList(),
                        from,
                        to),
                Waits.of(
                        objects(json, "waits_per_hour").stream()
                                .map(hour -> new Waits.Hour(
                                        Instant.parse(hour.getString("hour")),
                                        hour.getLong("deliveries", 0L),
                                        hour.getLong("p50_ms", 0L),
                                        hour.getLong("p99_ms", 0L)))
                                .toList(),
                        from,
                        to),
                objects(json, "read_by_channel").stream()
                        .map(each -> Unread.of(
                                each,
                                names.getOrDefault(each.getString("channel_id", ""), each.getString("channel_id", ""))))
                        .toList(),
                objects(json, "read_by_sender").stream()
                        .map(each -> Unread.of(each, each.getString("sender_masked", "")))
                        .toList());
    }

    private static Bars.Count count(JsonObject json, Map<String, String> titles) {
        String source = json.getString("source");
        return new Bars.Count(
                Instant.parse(json.getString("hour")),
                source == null ? "no source" : titles.getOrDefault(source, source),
                json.getLong("codes", 0L));
    }

    private static String words(JsonObject times, String member) {
        Long millis = times.getLong(member);
        return millis == null ? "" : Waits.words(millis);
    }

    private static List<JsonObject> objects(JsonObject json, String member) {
        return json.getJsonArray(member, new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }
}
