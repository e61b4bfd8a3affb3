package dev.postern.gateway.console.organization;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.apikey.NewKey;
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

/** Lists the organisations of the installation, and makes them. */
@Singleton
final class OrganizationsPages implements Feature {
    private static final int ROWS = 100;

    /**
     * The page.
     *
     * @param organizations a part of the list, newest first
     * @param form what was typed into the form for a new one
     * @param made the first key of an organisation that was just made; null for none
     * @param older the address of the next part of the list; empty when this is the last
     */
    record Organizations(
            Frame frame,
            Answer<List<OrganizationRow>> organizations,
            Form form,
            @Nullable NewKey made,
            String older) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("operator");
        site.page(OrganizationPages.ALL, visit -> Reply.page(page(visit, Form.EMPTY, null)));
        site.action(OrganizationPages.ALL, this::make);
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        Answer<JsonObject> made =
                visit.api().post(OrganizationPages.API, new JsonObject().put("name", form.get("name")));
        if (made.trouble() != null) {
            Form refused = form.refused(made.trouble());
            return Reply.again(refused, page(visit, refused, null));
        }
        JsonObject key = made.found().getJsonObject("api_key", new JsonObject());
        return Reply.page(page(visit, Form.EMPTY, NewKey.of(key, "")));
    }

    private static Organizations page(Visit visit, Form form, @Nullable NewKey made) {
        int page = number(visit.query().get("page"));
        Answer<List<OrganizationRow>> organizations = visit.api()
                .list(Api.query(
                        OrganizationPages.API,
                        Map.of("page", Integer.toString(page), "page_size", Integer.toString(ROWS))))
                .map(rows -> rows.stream().map(OrganizationRow::of).toList());
        String older = organizations.or(List.of()).size() == ROWS ? OrganizationPages.ALL + "?page=" + (page + 1) : "";
        return new Organizations(visit.frame("Organisations", Tab.ORGANIZATIONS), organizations, form, made, older);
    }

    private static int number(String typed) {
        return typed.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(typed) : 1;
    }
}
