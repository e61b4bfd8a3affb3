package dev.postern.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Laws over all pages. Somebody who signs in follows every link; a page that is added to a feature is visited too, or the test says that
 * nothing leads to it.
 */
@ExtendWith(RunningSystem.class)
class EveryPageTest extends InChromium {
    /** Scripts load these into a page, or they lead on at once. */
    private static final Set<String> PARTS = Set.of(
            "/", "/console", "/console/channels/:id/wait", "/console/credentials/:id/code", "/console/waiting/watch");

    /** Those of a provider of accounts, which this system has not: SignOnTest looks at them. */
    private static final String OF_A_PROVIDER = "/console/sign-in/oidc";

    /** Types into every field of every form, keeps what is kept for after a sign-in, and tells the names of it. */
    private static final String KEPT = """
        async () => {
          const drafts = await import(document.querySelector("script[src$='console.js']").src.replace("console.js", "drafts.js"));
          for (const field of document.querySelectorAll("main form[method=post] input, main form[method=post] textarea")) {
            if (!["hidden", "file", "checkbox", "radio"].includes(field.type)) field.value = "7";
          }
          drafts.keepDraft();
          const kept = JSON.parse(sessionStorage.getItem("postern-draft") ?? '{"fields":[]}');
          sessionStorage.clear();
          return kept.fields.map((field) => field.name);
        }\
        """;

    private static final List<String> SCOPES = List.of(
            "codes:push",
            "codes:read",
            "codes:request",
            "codes:redeem",
            "credentials:read",
            "credentials:write",
            "admin");

    /** Names of fields with what opens something. */
    private static final Pattern SECRET =
            Pattern.compile("password|secrets|secret_value|card_(number|cvv|exp)|(_|^)(key|keys|token|pin|seed)(_|$)");

    /** As long as addresses of people get. A narrow screen has to show it. */
    private static final String LONG = "anna.maria.von.hohenfels.und.zu.sonnenberg@subdomain.example.com";

    private static final Pattern BLANK_BEFORE_A_STOP = Pattern.compile("\\w+[ \\n][.,](?=\\s|$)");

    private final Keyboard keyboard = new Keyboard();
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final SortedSet<String> kept = new TreeSet<>();
    private final SortedSet<String> unseen = PageSources.paths().stream()
            .filter(path -> !PARTS.contains(path) && !path.startsWith(OF_A_PROVIDER))
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void fitsANarrowScreenIsReadableInBothThemesAndIsUsedWithoutAMouse(LocalSystem system) {
        // Given
        assertThat(unseen).hasSizeGreaterThan(15);
        Api admin = Organizations.fresh(system);
        furnish(admin);
        page.onPageError(error -> complaints.add(page.url() + ": " + error));

        // When
        walk(admin.base(), "/console/sign-in?ended=key", "/console/no-such-page");
        signIn(admin, "/console/waiting");
        walk(admin.base(), "/console/waiting");
        signIn(Organizations.operator(system), "/console/organizations");
        walk(admin.base(), "/console/organizations", "/console/settings/key-rotations");

        // Then
        assertThat(complaints).isEmpty();
        assertThat(kept)
                .as("what is kept in the tab for after a sign-in")
                .contains("username", "totp_identifier", "content", "secret_label", "quotas.credentials")
                .noneMatch(field ->
                        !field.startsWith("quotas.") && SECRET.matcher(field).find());
        assertThat(unseen).as("pages that no link leads to").isEmpty();
    }

    @Test
    void showsAKeyWithOneScopeWhatItMayDoAndSaysOfTheRestWhatItLacks(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        furnish(admin);
        List<String> typed = PageSources.paths().stream()
                .filter(path -> !PARTS.contains(path) && path.startsWith("/console/") && !path.contains("/sign-in"))
                .map(path -> path.replaceAll(":\\w+", "unknown"))
                .toList();

        Map<String, String> refusals = new LinkedHashMap<>();
        for (String scope : SCOPES) {
            // When
            JsonNode key = Organizations.key(admin, scope);
            Api caller = admin.as(key.get("key").asText());
            context.clearCookies();
            Visitor visitor = new Visitor(context, admin.base());
            visitor.signIn(key.get("key").asText());
            complaints.addAll(visitor.followLinks());
            typed.forEach(path -> complaints.addAll(visitor.type(path)));

            // Then
            assertThat(complaints).as(scope).isEmpty();
            assertThat(caller.get(scope.equals("admin") ? "/v1/codes" : "/v1/api-keys")
                            .status())
                    .isEqualTo(403);
            refusals.put(
                    scope,
                    "/v1/audit?outcome=refused&actor=" + key.get("api_key_id").asText());
        }

        // Then: the pages asked the API for nothing that the key may not have. The one refusal is the last call.
        refusals.forEach((scope, refused) -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !admin.get(refused).json().get("entries").isEmpty());
            assertThat(admin.get(refused).json().get("entries")).as(scope).hasSize(1);
        });
    }

    /** Looks at these pages and at all that their links lead to. */
    private void walk(URI base, String... from) {
        Deque<String> next = new ArrayDeque<>(Arrays.asList(from));
        while (!next.isEmpty()) {
            String address = next.poll();
            if (!seen.add(kind(address))) {
                continue;
            }
            page.navigate(base + address);
            assertThat(page.locator("h1").first()).isVisible();
            String path = URI.create(page.url()).getPath();
            unseen.removeIf(each -> pattern(each).matcher(path).matches());
            complaints.addAll(screens.faults(page, name(address)));
            BLANK_BEFORE_A_STOP
                    .matcher(page.locator("main").innerText())
                    .results()
                    .forEach(found -> complaints.add(name(address) + ": a blank before a stop in " + found.group()));
            keyboard.faults(page).forEach(fault -> complaints.add(name(address) + ": " + fault));
            if (address.startsWith("/console/")) {
                next.addAll(links());
                ((List<?>) page.evaluate(KEPT)).forEach(field -> kept.add(String.valueOf(field)));
            }
        }
    }

    private List<String> links() {
        return page.locator("a[href^='/console/']").all().stream()
                .map(link -> Objects.requireNonNull(link.getAttribute("href")))
                .filter(link -> !link.startsWith(OF_A_PROVIDER))
                .toList();
    }

    /** What tells pages apart: the page, and the names in its query. Each tab is a page. */
    private String kind(String address) {
        URI uri = URI.create(address);
        String page = PageSources.paths().stream()
                .filter(each -> pattern(each).matcher(uri.getPath()).matches())
                .findFirst()
                .orElse(uri.getPath());
        String query = Objects.requireNonNullElse(uri.getQuery(), "").replaceAll("(^|&)(?!tab)(\\w+)=[^&]*", "$1$2");
        return page + "?" + query;
    }

    /** For people and for files. */
    private static String name(String address) {
        return address.replaceFirst("^/(console/)?", "").replaceAll("[^A-Za-z0-9_]+", "-");
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replaceAll(":\\w+", "[^/]+") + "/?");
    }

    /** Something on every page. */
    private static void furnish(Api admin) {
        made(admin, "/v1/credential_folders", "{\"title\":\"Shops\"}");
        made(admin, "/v1/logins", """
            {"name":"Shop","username":"anna","password":"a secret","authenticator_key":"JBSWY3DPEHPK3PXP"}\
            """);
        made(admin, "/v1/logins", """
            {"name":"%s","username":"%s","totp_type":"email","totp_identifier":"%s"}\
            """.formatted(LONG, LONG, LONG));
        made(admin, "/v1/credentials/totp", """
            {"totp_identifier":"%s","content":"Your code is 482914","source":"a script"}\
            """.formatted(LONG));
        made(admin, "/v1/code-requests", """
            {"totp_identifier":"%s","otp_type":"magic_link"}\
            """.formatted(LONG));
        made(admin, "/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"Your code is 482913","source":"a script"}\
            """);
        made(admin, "/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"https://shop.example.com/login?token=8f3kQ71mT5xR9yWq",
             "type":"magic_link"}\
            """);
        made(admin, "/v1/credentials/totp", """
            {"totp_identifier":"anna@example.com","content":"Reference 48213977 and number 9911 for the parcel of yesterday"}\
            """);
        made(admin, "/v1/code-requests", "{\"totp_identifier\":\"login@example.com\"}");
        made(admin, "/v1/inbound-channels", """
            {"name":"+1 555 000 1111","provider":"twilio","secrets":["an auth token"]}\
            """);
        made(admin, "/v1/totp-url-endpoints", """
            {"name":"Shop","totp_identifier":"anna@example.com","signing_keys":["a-key-of-skyvern"]}\
            """);
    }

    private static void made(Api admin, String path, String body) {
        Api.Answer answer = admin.post(path, body);
        assertThat(answer.status()).as(path + " " + answer.text()).isBetween(200, 202);
    }
}
