package dev.postern.system.console;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a page with the keyboard alone: whether each thing to do is reached in the order of reading, and is seen when it is. */
final class Keyboard {
    /** Notes what gets the focus from now on, in the part of the page that a selector names; tells how many stops there are. */
    private static final String WATCH = """
            (within) => {
              const part = document.querySelector(within);
              const name = (each) => each.tagName + " " + (each.id || each.getAttribute("aria-label") || each.name || each.getAttribute("href") || each.textContent.trim());
              const group = (each) => [...part.querySelectorAll(`input[type=radio][name="${each.name}"]`)];
              const stops = () => [...part.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
                .filter((each) => !each.disabled && each.checkVisibility() && (within !== "body" || !each.closest("dialog")))
                .filter((each) => each.type !== "radio" || each === (group(each).find((one) => one.checked) ?? group(each)[0]));
              const outlined = (each) => getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) > 0;
              const inView = (each) => {
                const box = each.getBoundingClientRect();
                return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
              };
              const walk = { seen: [], faults: [], stops, name };
              walk.note = (event) => {
                const each = event.target;
                const shown = [each, ...(each.labels ?? [])];
                if (!part.isConnected || !part.contains(each)) walk.faults.push("leaves " + within + " for " + name(each));
                if (!shown.some(outlined)) walk.faults.push("no outline: " + name(each));
                if (!shown.some(inView)) walk.faults.push("out of view: " + name(each));
                walk.seen.push(name(each));
              };
              document.addEventListener("focusin", walk.note);
              window.keyboardWalk = walk;
              return stops().length;
            }""";

    private static final String FAULTS = """
            () => {
              const walk = window.keyboardWalk;
              document.removeEventListener("focusin", walk.note);
              const wanted = walk.stops().map(walk.name);
              const missed = wanted.filter((each) => !walk.seen.includes(each)).map((each) => "not reached: " + each);
              const places = walk.seen.map((each) => wanted.indexOf(each)).filter((at) => at >= 0);
              const back = places.findIndex((at, index) => index > 0 && at < places[index - 1] && at !== 0 && wanted.indexOf(wanted[at]) === wanted.lastIndexOf(wanted[at]));
              return [...walk.faults, ...missed, ...(back < 0 ? [] : ["out of order: " + wanted[places[back]]])];
            }""";

    private final Set<String> tried = new HashSet<>();

    /** What somebody without a mouse misses on the page that is open, and in its dialogs that no page before had. */
    List<String> faults(Page page) {
        List<String> found = new ArrayList<>();
        if (page.isVisible("dialog[open]")) {
            found.addAll(walk(page, "dialog[open]", null));
            page.keyboard().press("Escape");
        }
        found.addAll(walk(page, "body", ".skip"));
        for (ElementHandle opener : page.querySelectorAll("[data-opens]")) {
            String dialog = "#" + opener.getAttribute("data-opens");
            if (!opener.isVisible() || !tried.add(dialog)) {
                continue;
            }
            opener.focus();
            page.keyboard().press("Enter");
            if (!page.isVisible(dialog)) {
                found.add("Enter does not open " + dialog);
                continue;
            }
            if (!(Boolean) page.evaluate(
                    "(dialog) => document.querySelector(dialog).contains(document.activeElement)", dialog)) {
                found.add("the focus is not in " + dialog);
            }
            found.addAll(walk(page, dialog, null));
            page.keyboard().press("Escape");
            if (page.isVisible(dialog)) {
                found.add("Escape does not close " + dialog);
            }
            if (!(Boolean) opener.evaluate("(opener) => document.activeElement === opener")) {
                found.add("the focus does not come back from " + dialog);
            }
        }
        return found;
    }

    private static List<String> walk(Page page, String within, @Nullable String from) {
        int stops = (Integer) page.evaluate(WATCH, within);
        if (from != null) {
            page.focus(from);
        }
        // What scrolls is a stop too.
        for (int pressed = 0; pressed < stops + 3; pressed++) {
            page.keyboard().press("Tab");
        }
        return ((List<?>) page.evaluate(FAULTS)).stream().map(String::valueOf).toList();
    }
}
