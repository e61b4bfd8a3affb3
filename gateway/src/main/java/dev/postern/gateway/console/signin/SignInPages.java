package dev.postern.gateway.console.signin;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.ApiCalls;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.oidc.SignOn;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Form;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Origin;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Tab;
import dev.postern.gateway.console.page.Visit;
import dev.postern.gateway.console.session.Holder;
import dev.postern.gateway.console.session.Session.KeyOrigin;
import dev.postern.gateway.console.session.Sessions;
import dev.postern.gateway.settings.GatewaySettings;
import dev.postern.gateway.settings.Networks;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exchanges an API key for a session. */
@Singleton
final class SignInPages implements Feature {
    private static final String SIGN_IN = "/console/sign-in";
    private static final String OWN_KEY = "/v1/api-keys/self";

    private final Sessions sessions;
    private final ApiCalls calls;
    private final SignInLink link;
    private final SignOn signOn;
    private final Networks proxies;

    SignInPages(Sessions sessions, ApiCalls calls, SignInLink link, SignOn signOn, GatewaySettings settings) {
        this.sessions = sessions;
        this.calls = calls;
        this.link = link;
        this.signOn = signOn;
        this.proxies = Networks.of(settings.trustedProxies().orElse(List.of()));
    }

    /**
     * The page.
     *
     * @param next where to go afterwards
     * @param trouble why the key that was typed did not do; null before one was typed
     * @param provider what the button of the provider says; empty for none
     * @param isOver whether somebody has just signed out
     */
    record SignIn(Frame frame, String next, @Nullable String trouble, String provider, boolean isOver)
            implements TemplateInstance {}

    @Override
    public void addTo(Site site) {
        site.openPage("/", _ -> Reply.to("/console/"));
        site.page(
                "/console",
                visit -> Reply.to(Tab.first(visit.session().holder()).path()));
        site.openPage(SIGN_IN, this::show);
        site.openAction(SIGN_IN, this::signIn);
        site.openAction("/console/sign-in/link", this::signInByLink);
        site.action("/console/sign-out", this::signOut);
    }

    private Reply show(Visit visit) {
        Form query = visit.query();
        String ended = query.get("ended");
        String notice = switch (ended) {
            case "key" -> "You were signed out: the API key was revoked, or it has expired. Sign in with another one.";
            case "time" ->
                "You were signed out: after a while without use, in another window, or because Postern was started"
                        + " again.";
            case "out" -> "You are signed out.";
            default -> null;
        };
        return Reply.page(page(visit, query, notice, null, ended.equals("out")));
    }

    private Reply signIn(Visit visit) {
        return begin(visit, visit.form().get("api_key"));
    }

    private Reply signInByLink(Visit visit) {
        return switch (link.exchange(visit.form().get("token"))) {
            case Exchanged.Opened(String key) -> begin(visit, key);
            // Whoever opens a link a second time is often signed in by the first.
            case Exchanged.Refusal _
            when sessions.of(visit.request()) != null ->
                Reply.to(Site.next(visit.form().get("next")));
            case Exchanged.Refusal refusal ->
                new Reply.Shown(422, page(visit, visit.form(), refusal.sentence(), null, false));
        };
    }

    private Reply begin(Visit visit, String key) {
        if (key.isEmpty()) {
            return refused(visit, "Type or paste an API key.");
        }
        Api api = calls.as(key, visit.request().localAddress());
        Answer<Holder> self = api.get(OWN_KEY).map(Holder::of);
        Trouble trouble = self.trouble();
        if (trouble != null) {
            return trouble.isAway()
                    ? refused(visit, trouble)
                    : refused(visit, "This key opens nothing. It may be mistyped, revoked or expired.");
        }
        Trouble unrecorded = api.post(OWN_KEY + "/sign-ins").trouble();
        if (unrecorded != null) {
            return refused(visit, unrecorded);
        }
        sessions.begin(
                visit.request(), Origin.isSecure(visit.request(), proxies), key, self.found(), KeyOrigin.BROUGHT);
        return Reply.to(Site.next(visit.form().get("next")));
    }

    private Reply refused(Visit visit, String sentence) {
        return refused(visit, new Trouble(Trouble.Kind.REFUSED, sentence, List.of()));
    }

    private Reply refused(Visit visit, Trouble trouble) {
        return Reply.again(Form.EMPTY.refused(trouble), page(visit, visit.form(), null, trouble.sentence(), false));
    }

    private SignIn page(Visit visit, Form asked, @Nullable String notice, @Nullable String trouble, boolean isOver) {
        Frame frame = visit.frame("Sign in", null).saying(notice);
        return new SignIn(frame, Site.next(asked.get("next")), trouble, signOn.label(), isOver);
    }

    private Reply signOut(Visit visit) {
        if (visit.session().keyOrigin() == KeyOrigin.MADE) {
            // When that fails it goes on until the session would have ended.
            visit.api().delete(OWN_KEY);
        } else {
            visit.api().post(OWN_KEY + "/sign-outs");
        }
        sessions.end(visit.request());
        return Reply.to(SIGN_IN + "?ended=out");
    }
}
