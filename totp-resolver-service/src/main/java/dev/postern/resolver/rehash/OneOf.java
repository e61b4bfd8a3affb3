package dev.postern.resolver.rehash;

import java.util.List;

/** The condition that a column has one of the hashes that the keys of the index keyset make of a value. */
public final class OneOf {

    private OneOf() {}

    /**
     * The condition in SQL. With one hash it is a comparison with one value, for which an index also has the order of its further columns.
     *
     * @param parameter the name of the parameter with the hashes
     */
    public static String sql(String column, String parameter, List<String> hashes) {
        return hashes.size() == 1
                ? "%s = (:%s)[1]".formatted(column, parameter)
                : "%s = ANY (:%s)".formatted(column, parameter);
    }
}
