package dev.postern.credential.paging;

import dev.postern.database.Page;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;

/**
 * Which page of a list is asked for, and how long it may be. A page is bounded in bytes too: where its rows are larger, the caller
 * is told to ask for fewer.
 *
 * @param page from 1
 * @param pageSize from 1
 */
public record PageQuery(int page, int pageSize) {
    private static final int DEFAULT_SIZE = 100;
    private static final int LARGEST_SIZE = 500;
    private static final int LAST_PAGE = 1_000_000;
    private static final int FETCHED_AT_ONCE = 50;

    /** The parameters {@code page} and {@code page_size}: 100 rows when absent, 500 at most. The caller checks the query's errors. */
    public static PageQuery read(QueryFields query) {
        return new PageQuery(
                query.positiveUpTo("page", 1, LAST_PAGE), query.positive("page_size", DEFAULT_SIZE, LARGEST_SIZE));
    }

    /**
     * The page of a list that takes no other parameters.
     *
     * @throws Problem 422 naming each wrong parameter
     */
    public static PageQuery of(UriInfo uri) {
        QueryFields query = new QueryFields(uri.getQueryParameters());
        PageQuery page = read(query);
        query.check();
        return page;
    }

    /**
     * The rows of the page, in the surrounding transaction.
     *
     * @param bytes about how much memory a row takes
     * @throws Problem 422 when they take too much together
     */
    public <R> List<R> of(PanacheQuery<R> query, ToLongFunction<R> bytes) {
        List<R> rows = new ArrayList<>();
        long size = 0;
        try (Stream<R> found =
                query.page(page - 1, pageSize).withHint(HibernateHints.HINT_FETCH_SIZE, FETCHED_AT_ONCE).stream()) {
            for (Iterator<R> each = found.iterator(); each.hasNext(); ) {
                R row = each.next();
                size += bytes.applyAsLong(row);
                if (size > Page.MOST_BYTES) {
                    throw tooLarge();
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Problem tooLarge() {
        return Problem.invalid(List.of(new FieldError(
                "value_error",
                List.of("query", "page_size"),
                "Value error, the page holds more than " + Page.MOST_BYTES / 1024 / 1024 + " MiB: ask for fewer")));
    }
}
