package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes one credential. What is secret is replaced, and never shown. */
@Singleton
final class EditPages implements Feature {
    private static final String PATH = "/console/credentials";

    /**
     * The page.
     *
     * @param kind of the credential
     * @param stored what the API tells of it
     * @param folders all folders
     * @param form what is stored, or what was typed
     * @param isSaved whether a change was just saved
     * @param back the address of the list
     */
    record Edit(
            Frame frame,
            Kind kind,
            Answer<Listed> stored,
            List<Folder> folders,
            Form form,
            boolean isSaved,
            String back)
            implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("credentials:write").forScopes("credentials:read");
        site.page(PATH + "/:id", this::show);
        site.action(PATH + "/:id/change", this::change);
    }

    private Reply show(Visit visit) {
        return Reply.page(page(visit, null));
    }

    private Reply change(Visit visit) {
        Form form = visit.form();
        Kind kind = Kind.of(form.get("tab"));
        Trouble trouble = new ChangedCredential(visit.api(), visit.step("id"), kind).save(form);
        if (trouble == null) {
            return Reply.to(PATH + "/" + Api.step(visit.step("id")) + "?saved=1");
        }
        Form refused = form.refused(NewCredential.ofThis(trouble, kind));
        return Reply.again(refused, page(visit, refused));
    }

    private static Edit page(Visit visit, @Nullable Form typed) {
        Answer<JsonObject> answer = visit.api().get("/v1/credentials/" + Api.step(visit.step("id")));
        JsonObject json = answer.or(new JsonObject());
        Kind kind = Kind.ofType(json.getString("credential_type", ""));
        return new Edit(
                visit.frame("Change a credential", Tab.CREDENTIALS),
                kind,
                answer.map(Listed::of),
                Folder.all(visit.api()),
                typed == null ? ChangedCredential.form(Listed.of(json)) : typed,
                visit.query().has("saved"),
                Api.query(PATH, Map.of("tab", kind.wireName())));
    }
}
