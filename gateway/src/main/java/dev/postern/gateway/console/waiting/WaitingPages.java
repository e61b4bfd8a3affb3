package dev.postern.gateway.console.waiting;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.code.PushCode;
import dev.postern.gateway.console.code.Pushed;
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
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page with the logins that wait, and the watch that every page keeps over them. */
@Singleton
final class WaitingPages implements Feature {
    private static final String PATH = "/console/waiting";
    private static final String API = "/v1/code-requests?status=waiting&limit=100";
    // Most codes come within seconds; a mail that is late by more often does not come at all.
    private static final Duration LONG = Duration.ofMinutes(1);
    static final String TRIED = "try@example.com";
    private static final Duration TRIED_FOR = Duration.ofMinutes(5);

    private final PushCode pushCode;
    private final Clock clock;

    WaitingPages(PushCode pushCode, Clock clock) {
        this.pushCode = pushCode;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param logins those that wait, oldest first
     * @param form what was typed as an answer
     * @param pushed what became of the answer; null before one was given
     * @param late whether the answer came when its login waited no longer
     */
    record Waiting(
            Frame frame,
            Answer<List<WaitingLogin>> logins,
            Form form,
            @Nullable Pushed pushed,
            boolean late) implements TemplateInstance {}

    /**
     * What every page shows of those that wait.
     *
     * @param count how many wait
     * @param longest those that have waited for long with their caller there, oldest first
     */
    record Watch(int count, List<WaitingLogin> longest) implements TemplateInstance {
        Watch {
            longest = List.copyOf(longest);
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("codes:read");
        site.page(PATH, visit -> Reply.page(page(visit, Form.EMPTY, null)));
        site.page(PATH + "/watch", this::watch);
        site.forScopes("codes:request").action(PATH + "/try", WaitingPages::tryIt);
        site.forScopes("codes:push").action(PATH + "/:id/answer", this::answer);
    }

    private Reply watch(Visit visit) {
        List<WaitingLogin> logins = logins(visit, API).or(List.of());
        List<WaitingLogin> longest = logins.stream()
                .filter(login -> login.attended() && login.waitedSince(clock.instant(), LONG))
                .toList();
        return Reply.page(new Watch(logins.size(), longest));
    }

    /** Pushes what was typed for this login: for its run, where it has one, so that no other gets it. */
    private Reply answer(Visit visit) {
        Form form = visit.form();
        String id = visit.step("id");
        Answer<List<WaitingLogin>> logins = logins(visit, API);
        WaitingLogin login = logins.or(List.of()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (login == null) {
            Form refused = form.refused(logins.trouble());
            return Reply.again(refused, page(visit, refused, null, logins.trouble() == null));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("totp_identifier", login.identifier());
        fields.put("content", form.typed("content"));
        fields.put("workflow_run_id", login.workflowRunId());
        fields.put("task_id", login.taskId());
        fields.put("source", "console");
        Answer<Pushed> pushed = pushCode.push(visit, fields);
        Form after = pushed.trouble() == null ? Form.EMPTY : form.refused(pushed.trouble());
        return pushed.trouble() == null
                ? Reply.page(page(visit, after, pushed.found()))
                : Reply.again(after, page(visit, after, null));
    }

    /** Makes a login of nobody's wait, so that somebody new sees what happens. */
    private static Reply tryIt(Visit visit) {
        JsonObject asked = new JsonObject().put("totp_identifier", TRIED).put("timeout_seconds", TRIED_FOR.toSeconds());
        Trouble trouble = visit.api().post("/v1/code-requests", asked).trouble();
        Form form = Form.EMPTY.refused(trouble);
        return trouble == null ? Reply.to(PATH) : Reply.again(form, page(visit, form, null));
    }

    private static Waiting page(Visit visit, Form form, @Nullable Pushed pushed) {
        return page(visit, form, pushed, false);
    }

    private static Waiting page(Visit visit, Form form, @Nullable Pushed pushed, boolean late) {
        return new Waiting(visit.frame("Waiting", Tab.WAITING), logins(visit, API + "&hints=true"), form, pushed, late);
    }

    private static Answer<List<WaitingLogin>> logins(Visit visit, String path) {
        return visit.api()
                .list(path, "code_requests")
                .map(list -> list.stream().map(WaitingLogin::of).toList().reversed());
    }
}
