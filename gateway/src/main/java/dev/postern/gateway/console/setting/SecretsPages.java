package dev.postern.gateway.console.setting;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that Postern signs its own calls with. */
@Singleton
final class SecretsPages implements Feature {
    private static final String PATH = "/console/settings/signing-secrets";
    private static final String API = "/v1/signing-secrets";

    /**
     * A signing secret, without itself.
     *
     * @param id for showing it
     * @param createdAt when it was made
     * @param expiresAt when it ends; empty for the present one
     */
    record SecretRow(String id, String createdAt, String expiresAt) {
        static SecretRow of(JsonObject json) {
            return new SecretRow(
                    Texts.text(json, "signing_secret_id"),
                    Texts.text(json, "created_at"),
                    Texts.text(json, "expires_at"));
        }
    }

    /**
     * The page.
     *
     * @param secrets the list, newest first
     * @param shown a secret in full, for as long as the page is open; empty for none
     * @param trouble why what was asked was not done; null for nothing
     */
    record Secrets(
            Frame frame,
            Answer<List<SecretRow>> secrets,
            String shown,
            @Nullable Trouble trouble) implements TemplateInstance {
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin");
        site.page(PATH, visit -> Reply.page(page(visit, "", null)));
        site.action(PATH, visit -> shown(visit, visit.api().post(API, new JsonObject())));
        site.action(
                PATH + "/:id/reveal",
                visit -> shown(visit, visit.api().post(API + "/" + Api.step(visit.step("id")) + "/reveal")));
    }

    private static Reply shown(Visit visit, Answer<JsonObject> answer) {
        return answer.trouble() == null
                ? Reply.page(page(visit, Texts.text(answer.found(), "secret"), null))
                : Reply.again(Form.EMPTY.refused(answer.trouble()), page(visit, "", answer.trouble()));
    }

    private static Secrets page(Visit visit, String shown, @Nullable Trouble trouble) {
        Answer<List<SecretRow>> secrets = visit.api()
                .list(API)
                .map(list -> list.stream().map(SecretRow::of).toList());
        return new Secrets(visit.frame("Signing secrets", Tab.SETTINGS), secrets, shown, trouble);
    }
}
