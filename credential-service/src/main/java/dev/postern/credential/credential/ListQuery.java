package dev.postern.credential.credential;

import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the list, checked in FastAPI's words.
 *
 * @param page from 1
 * @param pageSize from 1
 * @param type null: all
 * @param search null: all
 * @param elsewhere whether only another vault's credentials were asked for; there are none here
 */
record ListQuery(
        int page,
        int pageSize,
        @Nullable CredentialType type,
        @Nullable String search,
        boolean elsewhere) {
    private static final int LONGEST_SEARCH = 200;
    private static final int DEFAULT_PAGE_SIZE = 10;
    // Skyvern has no bound; this one is beyond what anybody keeps, and keeps the arithmetic of pages whole.
    private static final int LARGEST = 10_000;

    static ListQuery of(MultivaluedMap<String, String> query) {
        List<FieldError> errors = new ArrayList<>();
        int page = integer(query, "page", 1, errors);
        int pageSize = integer(query, "page_size", DEFAULT_PAGE_SIZE, errors);
        String vault = choice(query, "vault_type", CredentialBody.VAULTS, errors);
        CredentialType type = choice(query, "credential_type", CredentialType.BY_NAME, errors);
        String search = query.getFirst("search");
        if (search != null && search.codePointCount(0, search.length()) > LONGEST_SEARCH) {
            errors.add(error("string_too_long", "search", "String should have at most 200 characters"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        boolean elsewhere = vault != null && !vault.equals(CredentialBody.OUR_VAULT);
        return new ListQuery(page, pageSize, type, search, elsewhere);
    }

    private static int integer(
            MultivaluedMap<String, String> query, String name, int whenAbsent, List<FieldError> errors) {
        String given = query.getFirst(name);
        if (given == null) {
            return whenAbsent;
        }
        try {
            long value = Long.parseLong(given.strip());
            if (value < 1) {
                errors.add(error("greater_than_equal", name, "Input should be greater than or equal to 1"));
            }
            return (int) Math.min(value, LARGEST);
        } catch (NumberFormatException e) {
            errors.add(error(
                    "int_parsing", name, "Input should be a valid integer, unable to parse string as an integer"));
            return whenAbsent;
        }
    }

    private static <E> @Nullable E choice(
            MultivaluedMap<String, String> query, String name, Map<String, E> choices, List<FieldError> errors) {
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
            errors.add(error("enum", name, "Input should be " + listed));
        }
        return chosen;
    }

    private static FieldError error(String type, String name, String msg) {
        return new FieldError(type, List.of("query", name), msg);
    }
}
