package dev.postern.gateway.console.code;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.ProviderTitles;
import dev.postern.gateway.console.api.Texts;
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

/** The page with the 2FA codes. */
@Singleton
final class CodesPages implements Feature {
    private static final String PATH = "/console/codes";
    private static final List<String> NARROWING = List.of("totp_identifier", "otp_type", "state");
    private static final List<String> FILTERS = List.of("totp_identifier", "otp_type", "state", "limit");
    private static final List<String> PUSHED =
            List.of("totp_identifier", "content", "type", "workflow_run_id", "workflow_id", "task_id", "source");

    private static final History NOTHING = new History(List.of(), PATH, "", false, false);

    private final PushCode pushCode;
    private final ProviderTitles titles;

    CodesPages(PushCode pushCode, ProviderTitles titles) {
        this.pushCode = pushCode;
        this.titles = titles;
    }

    /**
     * The page.
     *
     * @param form what was typed into the form that pushes
     * @param pushed what became of it; null before something was pushed
     * @param filter what the history is filtered by
     * @param history the codes, newest first
     */
    record Codes(Frame frame, Form form, @Nullable Pushed pushed, Form filter, Answer<History> history)
            implements TemplateInstance {}

    /**
     * A page of the history.
     *
     * @param rows newest first
     * @param self the address of this page
     * @param older the address of the next page; empty on the last one
     * @param live whether new codes come in at its top
     * @param isNarrow whether the codes are filtered
     */
    record History(List<CodeRow> rows, String self, String older, boolean live, boolean isNarrow) {
        History {
            rows = List.copyOf(rows);
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("codes:read", "codes:push");
        site.page(PATH, visit -> Reply.page(page(visit, Form.EMPTY, null)));
        all.forScopes("codes:push").action(PATH, this::push);
    }

    private Reply push(Visit visit) {
        Form form = visit.form();
        Map<String, String> fields = new LinkedHashMap<>();
        PUSHED.forEach(name -> fields.put(name, name.equals("content") ? form.typed(name) : form.get(name)));
        if (form.get("source").isEmpty()) {
            fields.put("source", "console");
        }
        Answer<Pushed> pushed = pushCode.push(visit, fields);
        if (pushed.trouble() != null) {
            Form refused = form.refused(pushed.trouble());
            return Reply.again(refused, page(visit, refused, null));
        }
        return Reply.page(page(visit, Form.EMPTY, pushed.found()));
    }

    private Codes page(Visit visit, Form form, @Nullable Pushed pushed) {
        Form filter = visit.query();
        boolean mayRead = visit.may("codes:read");
        return new Codes(
                visit.frame("2FA codes", Tab.CODES),
                form,
                pushed,
                filter,
                mayRead ? history(visit, filter) : Answer.given(NOTHING));
    }

    private Answer<History> history(Visit visit, Form filter) {
        Map<String, String> query = new LinkedHashMap<>();
        FILTERS.forEach(name -> query.put(name, filter.get(name)));
        String self = Api.query(PATH, query);
        query.put("cursor", filter.get("cursor"));
        Answer<JsonObject> page = visit.api().get(Api.query("/v1/codes", query));
        return page.map(json -> {
            String cursor = Texts.text(json, "next_cursor");
            query.put("cursor", cursor);
            Map<String, String> known = titles.of(visit.api());
            List<CodeRow> rows = Texts.objects(json, "codes").stream()
                    .map(code -> CodeRow.of(code, known))
                    .toList();
            String older = cursor.isEmpty() ? "" : Api.query(PATH, query);
            boolean isNarrow =
                    NARROWING.stream().anyMatch(name -> !filter.get(name).isEmpty());
            return new History(rows, self, older, filter.get("cursor").isEmpty(), isNarrow);
        });
    }
}
