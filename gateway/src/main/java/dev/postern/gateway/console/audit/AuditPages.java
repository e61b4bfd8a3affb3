package dev.postern.gateway.console.audit;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page with the audit. */
@Singleton
final class AuditPages implements Feature {
    static final String PATH = "/console/settings/audit";
    private static final String API = "/v1/audit";
    private static final List<String> FILTERS = List.of("actor", "action", "subject", "outcome");

    /**
     * The page.
     *
     * @param filter what the rows are filtered by
     * @param history the rows, newest first
     * @param found what the verification found; null before it was asked for
     * @param trouble why it was not verified; null for nothing
     */
    record Audit(
            Frame frame,
            Form filter,
            Answer<History> history,
            @Nullable Found found,
            @Nullable Trouble trouble) implements TemplateInstance {}

    /**
     * A page of the rows.
     *
     * @param rows newest first
     * @param older the address of the next page; empty on the last one
     * @param isNarrow whether the rows are filtered
     */
    record History(List<AuditRow> rows, String older, boolean isNarrow) {
        History {
            rows = List.copyOf(rows);
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin", "operator");
        site.page(PATH, visit -> Reply.page(page(visit, null, null)));
        site.action(PATH + "/verify", AuditPages::verify);
    }

    private static Reply verify(Visit visit) {
        String after = visit.form().get("after_seq");
        Answer<Found> found = visit.api()
                .get(Api.query(API + "/verification", Map.of("after_seq", after)))
                .map(Found::of);
        return found.trouble() == null
                ? Reply.page(page(visit, found.found(), null))
                : Reply.again(Form.EMPTY.refused(found.trouble()), page(visit, null, found.trouble()));
    }

    private static Audit page(Visit visit, @Nullable Found found, @Nullable Trouble trouble) {
        Form filter = visit.query();
        Map<String, String> query = new LinkedHashMap<>();
        FILTERS.forEach(name -> query.put(name, filter.get(name)));
        query.put("cursor", filter.get("cursor"));
        Answer<JsonObject> listed = visit.api().get(Api.query(API, query));
        Answer<History> history = listed.map(json -> {
            String cursor = Texts.text(json, "next_cursor");
            query.put("cursor", cursor);
            return new History(
                    Texts.objects(json, "entries").stream().map(AuditRow::of).toList(),
                    cursor.isEmpty() ? "" : Api.query(PATH, query),
                    FILTERS.stream().anyMatch(name -> !filter.get(name).isEmpty()));
        });
        return new Audit(visit.frame("Audit", Tab.SETTINGS), filter, history, found, trouble);
    }
}
