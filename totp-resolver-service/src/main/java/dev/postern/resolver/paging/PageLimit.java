package dev.postern.resolver.paging;

import dev.postern.platform.body.QueryFields;

/** How many entries a page of a list has at most. */
public final class PageLimit {
    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    private PageLimit() {}

    /** The parameter {@code limit}: from 1 to 200, 50 when absent. */
    public static int of(QueryFields query) {
        return query.positive("limit", DEFAULT, MOST);
    }
}
