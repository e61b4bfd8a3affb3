package dev.postern.system.console;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Visits pages with the session of a window, without showing them. */
final class Visitor {
    private static final Pattern LINK = Pattern.compile("href=\"(/console/[^\"#]*)\"");
    /** What a query asks for, but for the tab: each tab is a page. */
    private static final Pattern KIND = Pattern.compile("(?<![?&]tab)=[^&]*");

    private static final String TROUBLE = "class=\"trouble\"";

    private final BrowserContext window;
    private final URI base;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext window, URI base) {
        this.window = window;
        this.base = base;
    }

    /** Begins a session, as the form of the sign-in does. */
    void signIn(String key) {
        RequestOptions form = RequestOptions.create()
                .setHeader("Sec-Fetch-Site", "same-origin")
                .setForm(FormData.create().set("api_key", key));
        window.request().post(base + "/console/sign-in", form);
    }

    /** What is wrong with what the pages lead to, from the first one on: each link opens a page without a trouble. */
    List<String> followLinks() {
        Deque<String> next = new ArrayDeque<>(List.of("/console/"));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            String address = next.poll();
            String page = visit(address, Set.of(200));
            if (page.contains(TROUBLE)) {
                complaints.add(address + " has a trouble");
            }
            LINK.matcher(page)
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> !link.contains("/assets/")
                            && seen.add(KIND.matcher(link).replaceAll("=")))
                    .forEach(next::add);
        }
        return complaints;
    }

    /** What is wrong with a page whose address somebody types: it is shown, or says what the key lacks. */
    List<String> type(String address) {
        visit(address, Set.of(200, 403));
        return complaints;
    }

    private String visit(String address, Set<Integer> good) {
        APIResponse answer = window.request().get(base + address);
        String page = answer.text();
        if (!good.contains(answer.status()) || !page.contains("<h1")) {
            complaints.add(address + " answers " + answer.status());
        } else if (answer.status() == 403 && !page.contains("It needs the scope")) {
            complaints.add(address + " does not say what the key lacks");
        }
        return page;
    }
}
