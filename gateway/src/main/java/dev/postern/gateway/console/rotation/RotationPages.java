package dev.postern.gateway.console.rotation;

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
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shows and begins rotations of keys. */
@Singleton
final class RotationPages implements Feature {
    private static final String PATH = "/console/settings/key-rotations";
    private static final String API = "/v1/key-rotations";

    /**
     * The page.
     *
     * @param shown the kinds and what was done
     * @param form what was typed into the form of a kind
     * @param live whether it loads itself anew: not while nothing goes on, nor over what was typed and refused
     */
    record KeyRotations(Frame frame, Answer<Shown> shown, Form form, boolean live) implements TemplateInstance {}

    /**
     * What the API told.
     *
     * @param kinds each kind with its newest rotation
     * @param rotations newest first
     */
    record Shown(List<KindRow> kinds, List<Rotation> rotations) {
        Shown {
            kinds = List.copyOf(kinds);
            rotations = List.copyOf(rotations);
        }

        static Shown of(List<Rotation> rotations) {
            return new Shown(
                    Arrays.stream(KeyKind.values())
                            .map(kind -> KindRow.of(kind, rotations))
                            .toList(),
                    rotations);
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("operator");
        site.page(PATH, visit -> Reply.page(page(visit, Form.EMPTY)));
        site.action(PATH, RotationPages::begin);
    }

    private static Reply begin(Visit visit) {
        Form form = visit.form();
        JsonObject body = new JsonObject().put("kind", form.get("kind"));
        if (!form.get("organization_id").isEmpty()) {
            body.put("organization_id", form.get("organization_id"));
        }
        Answer<JsonObject> begun = visit.api().post(API, body);
        Form refused = form.refused(begun.trouble());
        return begun.trouble() == null ? Reply.to(PATH) : Reply.again(refused, page(visit, refused));
    }

    private static KeyRotations page(Visit visit, Form form) {
        Answer<Shown> shown = visit.api()
                .list(Api.query(API, Map.of("page_size", "100")))
                .map(list -> Shown.of(list.stream().map(Rotation::of).toList()));
        boolean goesOn =
                shown.value() == null || shown.found().rotations().stream().anyMatch(Rotation::goesOn);
        return new KeyRotations(
                visit.frame("Key rotations", Tab.SETTINGS), shown, form, goesOn && form.trouble() == null);
    }
}
