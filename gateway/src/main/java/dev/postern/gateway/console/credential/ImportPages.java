package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
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
import java.util.List;

/** Imports what another application exported. The page's script sends the files a part at a time, so that it can show how far it is. */
@Singleton
final class ImportPages implements Feature {
    private static final String PATH = "/console/import";
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final List<Application> APPLICATIONS = List.of(
            new Application("google_authenticator", "Google Authenticator"),
            new Application("aegis", "Aegis"),
            new Application("2fas", "2FAS"),
            new Application("ente", "Ente Auth"),
            new Application("andotp", "andOTP"),
            new Application("bitwarden", "Bitwarden, Vaultwarden"),
            new Application("1password", "1Password"),
            new Application("keepassxc", "KeePassXC, KeePass"),
            new Application("lastpass", "LastPass"),
            new Application("chrome", "Chrome, Edge, Brave"),
            new Application("firefox", "Firefox"),
            new Application("otpauth", "A list of otpauth:// addresses"),
            new Application("csv", "Another table (CSV)"));

    /**
     * An application whose exports are read.
     *
     * @param format as the API calls it
     * @param title as people call it
     */
    record Application(String format, String title) {}

    /** The page. */
    record Import(Frame frame, List<Application> applications) implements TemplateInstance {}

    @Override
    public void addTo(Site all) {
        Site site = all.forScopes("credentials:write");
        site.page(
                PATH,
                visit -> Reply.page(new Import(visit.frame("Import credentials", Tab.CREDENTIALS), APPLICATIONS)));
        site.upload(PATH + "/part", MOST_BYTES, ImportPages::part);
    }

    private static Reply part(Visit visit) {
        Answer<JsonObject> read = visit.api().postBytes("/v1/imports", "application/json", visit.body());
        Trouble trouble = read.trouble();
        return trouble == null
                ? Reply.data(read.found())
                : Reply.data(new JsonObject().put("results", new JsonArray()).put("trouble", trouble.sentence()));
    }
}
