package dev.postern.gateway.console.page;

import dev.postern.gateway.console.session.Holder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around a page.
 *
 * @param title of the page
 * @param tab where the page is in the navigation; null for a page outside it
 * @param tabs what the person may go to
 * @param holder who is signed in; null on a page for anybody
 * @param csrf what forms send along; empty on a page for anybody
 * @param assets the path of scripts and styles, with a slash at its end
 * @param notice a sentence above the page; null for none
 */
public record Frame(
        String title,
        @Nullable Tab tab,
        List<Tab> tabs,
        @Nullable Holder holder,
        String csrf,
        String assets,
        @Nullable String notice) {

    public Frame {
        tabs = List.copyOf(tabs);
    }

    /** The frame with a sentence above the page. */
    public Frame saying(@Nullable String sentence) {
        return new Frame(title, tab, tabs, holder, csrf, assets, sentence);
    }

    /** Whether the key of the person holds one of the scopes. */
    public boolean may(String... anyOf) {
        return holder != null && holder.may(List.of(anyOf));
    }

    @Override
    public String toString() {
        return "Frame[" + title + "]";
    }
}
