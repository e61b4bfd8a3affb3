package dev.postern.platform.body;

import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a query. Of a parameter that was sent twice the last counts, as in FastAPI. */
public final class QueryFields extends Fields {
    private static final int LONGEST_NUMBER = 1_000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+(\\.0+)?");

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final MultivaluedMap<String, String> query;

    public QueryFields(MultivaluedMap<String, String> query) {
        super(List.of("query"), new ArrayList<>());
        this.query = query;
    }

    @Override
    public boolean has(String field) {
        return text(field) != null;
    }

    @Override
    boolean isAbsent(String field) {
        return !has(field);
    }

    @Override
    @Nullable String text(String field) {
        List<String> values = query.get(field);
        return values == null || values.isEmpty() ? null : values.getLast();
    }

    @Override
    @Nullable String optionalText(String field) {
        return text(field);
    }

    /** A text that something can have; null when absent. A text that nothing can have is no error: it finds nothing. */
    public Sought sought(String field, TextLimit limit) {
        String text = text(field);
        return new Sought(text, text == null || limit.allows(text));
    }

    /**
     * A text that is looked for.
     *
     * @param text null: anything is found
     * @param canBeFound whether a stored text can be equal to it
     */
    public record Sought(@Nullable String text, boolean canBeFound) {}

    /**
     * A page's number or size, from 1.
     *
     * @param most a larger number is refused
     */
    public int positive(String field, int whenAbsent, int most) {
        long number = integer(field, whenAbsent);
        rejectOutside(field, number, 1, most);
        return Math.clamp(number, 1, most);
    }

    /**
     * A page's number or size, from 1, where Skyvern has no upper bound.
     *
     * @param most a larger number counts as this
     */
    public int positiveUpTo(String field, int whenAbsent, int most) {
        long number = integer(field, whenAbsent);
        rejectOutside(field, number, 1, Long.MAX_VALUE);
        return Math.clamp(number, 1, most);
    }

    /**
     * As Pydantic reads an integer from a text: with a sign, and with zeros behind a point. What a {@code long} cannot hold is the
     * nearest that it can.
     */
    private long integer(String field, long whenAbsent) {
        String given = text(field);
        if (given == null) {
            return whenAbsent;
        }
        String text = given.strip();
        if (text.length() > LONGEST_NUMBER || !INTEGER.matcher(text).matches()) {
            reject(field, "int_parsing", "Input should be a valid integer, unable to parse string as an integer");
            return whenAbsent;
        }
        return new BigDecimal(text).max(LEAST).min(MOST).longValueExact();
    }
}
