package dev.postern.platform.body;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a query and collects what is wrong with them. After the last one call {@link #check()}; until
 * then the values of wrong parameters are placeholders. Not for several threads.
 */
public final class QueryFields {
    private final MultivaluedMap<String, String> query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryFields(MultivaluedMap<String, String> query) {
        this.query = query;
    }

    /**
     * A page's number or size, from 1.
     *
     * @param most what is more is refused
     */
    public int positive(String name, int whenAbsent, int most) {
        return positive(name, whenAbsent, most, false);
    }

    /**
     * The same where Skyvern has no upper bound.
     *
     * @param most what is more is taken for this
     */
    public int positiveUpTo(String name, int whenAbsent, int most) {
        return positive(name, whenAbsent, most, true);
    }

    private int positive(String name, int whenAbsent, int most, boolean bounded) {
        String given = query.getFirst(name);
        if (given == null) {
            return whenAbsent;
        }
        try {
            long value = Long.parseLong(given.strip());
            if (value < 1) {
                reject("greater_than_equal", name, "Input should be greater than or equal to 1");
            } else if (value > most && !bounded) {
                reject("less_than_equal", name, "Input should be less than or equal to " + most);
            }
            return (int) Math.min(value, most);
        } catch (NumberFormatException e) {
            reject("int_parsing", name, "Input should be a valid integer, unable to parse string as an integer");
            return whenAbsent;
        }
    }

    /** One of the given wire names' values, or null when absent. */
    public <E> @Nullable E choice(String name, Map<String, E> choices) {
        String given = query.getFirst(name);
        if (given == null) {
            return null;
        }
        E chosen = choices.get(given);
        if (chosen == null) {
            List<String> names = List.copyOf(choices.keySet());
            String listed = names.stream()
                            .limit(names.size() - 1L)
                            .map(choice -> "'" + choice + "'")
                            .collect(Collectors.joining(", "))
                    + " or '" + names.getLast() + "'";
            reject("enum", name, "Input should be " + listed);
        }
        return chosen;
    }

    /** A text of at most so many characters, or null when absent. */
    public @Nullable String text(String name, int longest) {
        String given = query.getFirst(name);
        if (given != null && given.codePointCount(0, given.length()) > longest) {
            reject("string_too_long", name, "String should have at most " + longest + " characters");
        }
        if (given != null && given.indexOf('\0') >= 0) {
            reject("value_error", name, "Value error, no stored text holds a NUL character");
        }
        return given;
    }

    /**
     * Ends the reading.
     *
     * @throws Problem when anything was wrong
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private void reject(String type, String name, String msg) {
        errors.add(new FieldError(type, List.of("query", name), msg));
    }
}
