package dev.postern.gateway.console.oidc;

import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.console.oidc.SignOnFailed.Problem;
import dev.postern.gateway.console.page.Feature;
import dev.postern.gateway.console.page.Frame;
import dev.postern.gateway.console.page.Reply;
import dev.postern.gateway.console.page.Site;
import dev.postern.gateway.console.page.Visit;
import dev.postern.gateway.console.session.StepCookie;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way to the provider and back. Without a provider there are no such pages. */
@Singleton
final class SignOnPages implements Feature {
    private static final Logger LOGGER = Logger.getLogger(SignOnPages.class);
    private static final String START = "/console/sign-in/oidc";

    private final SignOn signOn;
    private final PersonSessions people;
    private final StepCookie steps;
    private final SecureRandom random;

    SignOnPages(SignOn signOn, PersonSessions people, StepCookie steps, SecureRandom random) {
        this.signOn = signOn;
        this.people = people;
        this.steps = steps;
        this.random = random;
    }

    /**
     * Why nobody was signed in.
     *
     * @param heading in few words
     * @param sentence what the person can do
     */
    record Failed(Frame frame, String heading, String sentence) implements TemplateInstance {}

    /**
     * Somebody who may work for several organisations says for which.
     *
     * @param name of the person
     * @param organizations by id, with their names
     */
    record Choose(Frame frame, String name, List<Organization> organizations) implements TemplateInstance {
        @Override
        public String toString() {
            return "Choose[***]";
        }
    }

    /**
     * One of them.
     *
     * @param id of the organisation
     * @param name its label; the id when that is all that is known
     */
    record Organization(String id, String name) {}

    @Override
    public void addTo(Site site) {
        Provider provider = signOn.provider();
        if (provider != null) {
            site.openPage(START, visit -> start(visit, provider));
            site.openPage(Configured.BACK, visit -> back(visit, provider));
            site.openPage(START + "/sign-out", visit -> signOut(visit, provider));
            site.openAction(START + "/organization", this::choose);
        }
    }

    private Reply start(Visit visit, Provider provider) {
        Attempt attempt = Attempt.begin(random, visit.query().get("next"));
        try {
            String address = provider.address(attempt);
            steps.keep(visit.request(), signOn.isSecure(), attempt.json());
            return Reply.to(address);
        } catch (SignOnFailed e) {
            return failed(visit, e);
        }
    }

    private Reply back(Visit visit, Provider provider) {
        JsonObject step = steps.take(visit.request());
        try {
            if (step == null) {
                throw new SignOnFailed(Problem.NOT_BEGUN_HERE);
            }
            Attempt attempt = Attempt.of(step);
            Person person = provider.person(attempt, visit.query());
            Map<String, SortedSet<String>> granted = signOn.grants().of(person.roles());
            return switch (granted.size()) {
                case 0 -> nothingGranted(visit, person);
                case 1 -> begin(visit, person, granted.keySet().iterator().next(), attempt.next());
                default -> {
                    steps.keep(
                            visit.request(),
                            signOn.isSecure(),
                            new JsonObject().put("person", person.json()).put("next", attempt.next()));
                    yield Reply.page(choice(visit, person, granted));
                }
            };
        } catch (SignOnFailed e) {
            return failed(visit, e);
        }
    }

    private Reply choose(Visit visit) {
        JsonObject step = steps.take(visit.request());
        JsonObject person = step == null ? null : step.getJsonObject("person");
        return step == null || person == null
                ? failed(visit, new SignOnFailed(Problem.NOT_BEGUN_HERE))
                : begin(visit, Person.of(person), visit.form().get("organization"), step.getString("next"));
    }

    private Reply begin(Visit visit, Person person, String organizationId, String next) {
        SortedSet<String> scopes = signOn.grants().of(person.roles()).get(organizationId);
        if (scopes == null) {
            return nothingGranted(visit, person);
        }
        Answer<String> begun = people.begin(visit.request(), signOn, person, organizationId, scopes);
        Trouble trouble = begun.trouble();
        if (trouble == null) {
            // The session's cookie does not come along while the browser still comes from the provider.
            return Reply.onward(visit.frame("Signed in", null), Site.next(next));
        }
        LOGGER.errorf("Single sign-on made no API key problem=%s", trouble.kind());
        return trouble.isAway()
                ? page(visit, 503, "Postern cannot sign you in now", trouble.sentence())
                : page(
                        visit,
                        502,
                        "Postern cannot sign you in",
                        "The key that signs people in may not do so: " + trouble.sentence()
                                + " Whoever runs Postern can mend that.");
    }

    private Choose choice(Visit visit, Person person, Map<String, SortedSet<String>> granted) {
        Map<String, String> names = people.names(visit.request(), signOn);
        List<Organization> organizations = granted.keySet().stream()
                .map(id -> new Organization(id, names.getOrDefault(id, id)))
                .toList();
        return new Choose(visit.frame("Choose an organisation", null), person.name(), organizations);
    }

    private Reply signOut(Visit visit, Provider provider) {
        try {
            @Nullable String address = provider.signOutAddress();
            return Reply.to(address == null ? "/console/sign-in?ended=out" : address);
        } catch (SignOnFailed e) {
            return failed(visit, e);
        }
    }

    private static Reply nothingGranted(Visit visit, Person person) {
        return page(
                visit,
                403,
                "You have no access to Postern",
                "You are " + person.name()
                        + ", and none of your roles opens anything here. Whoever runs Postern can grant"
                        + " one of them access.");
    }

    private static Reply failed(Visit visit, SignOnFailed failure) {
        Problem problem = failure.problem();
        Throwable cause = failure.getCause();
        LOGGER.warnf(
                "Single sign-on failed problem=%s",
                cause == null ? problem : problem + " " + cause.getClass().getName());
        return page(visit, problem.status(), "You are not signed in", problem.sentence());
    }

    private static Reply page(Visit visit, int status, String heading, String sentence) {
        return new Reply.Shown(status, new Failed(visit.frame(heading, null), heading, sentence));
    }
}
