package dev.postern.gateway.console.setting;

import static dev.postern.gateway.console.api.Texts.text;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;

/** The addresses at which a Skyvern server asks for codes. */
@Singleton
final class EndpointsPages implements Feature {
    private static final String PATH = "/console/settings/endpoints";
    private static final String API = "/v1/totp-url-endpoints";

    /**
     * An endpoint as the page lists it.
     *
     * @param id for changing it
     * @param name its label
     * @param url what is entered at Skyvern
     * @param identifier whose codes it gives; empty for those of a credential
     * @param credentialId the credential whose codes it gives; empty for those of an address
     * @param createdAt when it was made
     */
    record EndpointRow(String id, String name, String url, String identifier, String credentialId, String createdAt) {
        static EndpointRow of(JsonObject json) {
            return new EndpointRow(
                    text(json, "endpoint_id"),
                    text(json, "name"),
                    text(json, "url"),
                    text(json, "totp_identifier"),
                    text(json, "credential_id"),
                    text(json, "created_at"));
        }
    }

    /**
     * The page.
     *
     * @param endpoints the list, newest first
     * @param form what was typed into the form for a new one
     */
    record Endpoints(Frame frame, Answer<List<EndpointRow>> endpoints, Form form) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("admin");
        site.page(PATH, visit -> Reply.page(page(visit, Form.EMPTY)));
        Site toGiveCodes = site.forScopes("codes:request");
        toGiveCodes.action(PATH, this::make);
        toGiveCodes.action(PATH + "/:id/key", this::replaceKey);
        site.action(PATH + "/:id/delete", this::delete);
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        JsonObject body = new JsonObject()
                .put("name", form.get("name"))
                .put("signing_keys", new JsonArray().add(form.get("signing_keys")));
        for (String name : List.of("totp_identifier", "credential_id")) {
            if (!form.get(name).isEmpty()) {
                body.put(name, form.get(name));
            }
        }
        return after(visit, form, visit.api().post(API, body));
    }

    private Reply replaceKey(Visit visit) {
        Form form = visit.form();
        JsonObject body = new JsonObject().put("signing_key", form.get("signing_key"));
        return after(visit, Form.EMPTY, visit.api().post(endpoint(visit) + "/rotate-signing-key", body));
    }

    private Reply delete(Visit visit) {
        return after(visit, Form.EMPTY, visit.api().delete(endpoint(visit)));
    }

    private static String endpoint(Visit visit) {
        return API + "/" + Api.step(visit.step("id"));
    }

    private static Reply after(Visit visit, Form form, Answer<JsonObject> done) {
        Form refused = form.refused(done.trouble());
        return done.trouble() == null ? Reply.to(PATH) : Reply.again(refused, page(visit, refused));
    }

    private static Endpoints page(Visit visit, Form form) {
        Answer<List<EndpointRow>> endpoints = visit.api()
                .list(API)
                .map(list -> list.stream().map(EndpointRow::of).toList());
        return new Endpoints(visit.frame("Skyvern endpoints", Tab.SETTINGS), endpoints, form);
    }
}
