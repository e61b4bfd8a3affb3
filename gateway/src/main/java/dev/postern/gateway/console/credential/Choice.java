package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.page.Form;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of the list a person looks at.
 *
 * @param kind the tab
 * @param folder the folder's id; empty: all
 * @param search what names, user names and labels must hold; empty: anything
 * @param page from 1 on
 */
record Choice(Kind kind, String folder, String search, int page) {
    private static final String PATH = "/console/credentials";
    static final int PAGE_SIZE = 50;

    static Choice of(Form form) {
        String page = form.get("page");
        return new Choice(
                Kind.of(form.get("tab")),
                form.get("folder"),
                form.get("q"),
                page.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(page) : 1);
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("credential_type", kind.type());
        query.put("folder_id", folder);
        query.put("search", search);
        query.put("page", Integer.toString(page));
        query.put("page_size", Integer.toString(PAGE_SIZE));
        return query;
    }

    /** Whether something narrows the list. */
    public boolean isNarrow() {
        return !folder.isEmpty() || !search.isEmpty();
    }

    /** The address of a tab, in the folder that is open. */
    public String tab(String wireName) {
        return address(wireName, 1);
    }

    /** The address of another page. */
    public String turned(int to) {
        return address(kind.wireName(), to);
    }

    /** The address of the page. */
    public String address() {
        return turned(page);
    }

    private String address(String tab, int to) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("tab", tab);
        query.put("folder", folder);
        query.put("q", tab.equals(kind.wireName()) ? search : "");
        query.put("page", to == 1 ? "" : Integer.toString(to));
        return Api.query(PATH, query);
    }
}
