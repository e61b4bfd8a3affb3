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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists credentials and received links, adds credentials, shows codes, and keeps folders. */
@Singleton
final class CredentialPages implements Feature {
    private static final String PATH = "/console/credentials";
    private static final String API = "/v1/credentials";
    private static final int MOST_PICTURE_BYTES = 10 * 1024 * 1024;

    /**
     * The page.
     *
     * @param kinds the tabs
     * @param choice what is looked at
     * @param listed the credentials; empty on the tab of links
     * @param links the links; empty on other tabs
     * @param folders all folders
     * @param form what was typed into the form for a new credential
     * @param opened the id of the dialog that is open; empty: none
     * @param done what was just done; null for nothing
     */
    record Credentials(
            Frame frame,
            List<Kind> kinds,
            Choice choice,
            Answer<List<Listed>> listed,
            Answer<List<Link>> links,
            List<Folder> folders,
            Form form,
            String opened,
            @Nullable String done)
            implements TemplateInstance {}

    /**
     * The present code of an authenticator, in place of its mask.
     *
     * @param id of the credential
     * @param name of the credential
     * @param code null when there is a trouble
     * @param seconds how long it holds
     */
    record Code(
            String id,
            String name,
            @Nullable String code,
            long seconds,
            @Nullable Trouble trouble) implements TemplateInstance {
        @Override
        public String toString() {
            return "Code[" + id + ", ***]";
        }
    }

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("credentials:read", "credentials:write");
        site.page(PATH, CredentialPages::show);
        all.forScopes("credentials:read").page(PATH + "/:id/code", this::code);
        Site toWrite = all.forScopes("credentials:write");
        toWrite.action(PATH, this::add);
        toWrite.action(PATH + "/folders", this::addFolder);
        toWrite.action(PATH + "/:id/folder", this::file);
        toWrite.action(PATH + "/:id/delete", this::delete);
        toWrite.upload(PATH + "/qr-codes", MOST_PICTURE_BYTES, this::readPicture);
    }

    /** With {@code ?add=authenticator} the dialog for a key is open, for those who come from another page to store one. */
    private static Reply show(Visit visit) {
        boolean adds = visit.query().has("add", "authenticator") && visit.may("credentials:write");
        Form form = adds ? new Form(Map.of("totp_type", List.of("authenticator")), null) : Form.EMPTY;
        return Reply.page(page(visit, Choice.of(visit.query()), form, adds ? "add" : "", null));
    }

    private Reply add(Visit visit) {
        Form form = visit.form();
        Choice choice = Choice.of(form);
        Answer<JsonObject> stored = NewCredential.store(visit.api(), choice.kind(), form);
        Trouble trouble = stored.trouble();
        if (trouble != null) {
            return again(visit, choice, form.refused(NewCredential.ofThis(trouble, choice.kind())), "add");
        }
        String id = stored.found().getString("credential_id", "");
        Trouble unplaced = new ChangedCredential(visit.api(), id, choice.kind()).place(form);
        if (unplaced != null) {
            return done(visit, choice, "It is stored, but without its site or folder. " + unplaced.sentence());
        }
        return done(visit, choice, "“" + form.get("name") + "” is stored.");
    }

    private Reply addFolder(Visit visit) {
        Form form = visit.form();
        Choice choice = Choice.of(form);
        Answer<JsonObject> made = visit.api().post(Folder.API, new JsonObject().put("title", form.get("title")));
        return made.trouble() == null
                ? done(visit, choice, "The folder “" + form.get("title") + "” is made.")
                : again(visit, choice, form.refused(made.trouble()), "folder");
    }

    private Reply file(Visit visit) {
        Form form = visit.form();
        String folder = form.get("into");
        Answer<JsonObject> filed = visit.api()
                .put(one(visit) + "/folder", new JsonObject().put("folder_id", folder.isEmpty() ? null : folder));
        return changed(visit, form, filed, "It is filed.");
    }

    private Reply delete(Visit visit) {
        return changed(
                visit, visit.form(), visit.api().post(one(visit) + "/delete"), "It is deleted, with its secrets.");
    }

    private Reply changed(Visit visit, Form form, Answer<JsonObject> answer, String done) {
        Choice choice = Choice.of(form);
        return answer.trouble() == null
                ? done(visit, choice, done)
                : again(visit, choice, Form.EMPTY.refused(answer.trouble()), "");
    }

    private static String one(Visit visit) {
        return API + "/" + Api.step(visit.step("id"));
    }

    private Reply code(Visit visit) {
        Answer<JsonObject> answer = visit.api().get(one(visit) + "/totp-code");
        JsonObject json = answer.or(new JsonObject());
        return Reply.page(new Code(
                visit.step("id"),
                visit.query().get("name"),
                json.getString("code"),
                json.getLong("seconds_remaining", 0L),
                answer.trouble()));
    }

    private Reply readPicture(Visit visit) {
        Answer<JsonObject> read = visit.api().postBytes("/v1/qr-codes", visit.contentType(), visit.body());
        Trouble trouble = read.trouble();
        return trouble == null
                ? Reply.data(read.found())
                : Reply.data(new JsonObject().put("codes", new JsonArray()).put("trouble", trouble.sentence()));
    }

    private static Reply done(Visit visit, Choice choice, String done) {
        return Reply.page(page(visit, choice, Form.EMPTY, "", done));
    }

    private static Reply again(Visit visit, Choice choice, Form form, String opened) {
        return Reply.again(form, page(visit, choice, form, opened, null));
    }

    private static Credentials page(Visit visit, Choice choice, Form form, String opened, @Nullable String done) {
        boolean links = choice.kind() == Kind.LINKS;
        boolean lists = visit.may("credentials:read");
        return new Credentials(
                visit.frame("Credentials", Tab.CREDENTIALS),
                Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.LINKS || visit.may("codes:read"))
                        .toList(),
                choice,
                links || !lists ? Answer.given(List.of()) : listed(visit, choice),
                links && visit.may("codes:read") ? links(visit) : Answer.given(List.of()),
                lists ? Folder.all(visit.api()) : List.of(),
                form,
                opened,
                done);
    }

    private static Answer<List<Listed>> listed(Visit visit, Choice choice) {
        return visit.api()
                .list(Api.query(API, choice.query()))
                .map(rows -> rows.stream().map(Listed::of).toList());
    }

    private static Answer<List<Link>> links(Visit visit) {
        return visit.api()
                .list(Api.query("/v1/codes", Map.of("otp_type", "magic_link", "limit", "50")), "codes")
                .map(rows -> rows.stream().map(Link::of).toList());
    }
}
