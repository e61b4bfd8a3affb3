package dev.postern.resolver.paging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.platform.body.JsonFields;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** What the queries of all lists have in common. */
public final class PageQuery {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private PageQuery() {}

    /** The parameters, to be read like the fields of a body; of one that is repeated the first counts. */
    public static JsonFields fields(MultivaluedMap<String, String> query) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        query.forEach((name, values) -> sent.put(name, values.getFirst()));
        return JsonFields.of(sent, List.of("query"));
    }

    /** How many a page shows at most: 50 unless said; a wrong {@code limit} is noted with the other fields. */
    public static int limit(JsonFields fields) {
        String sent = fields.optionalString("limit");
        if (sent == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int count = Integer.parseInt(sent.strip());
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        fields.reject("limit", "int_range", "Input should be a whole number from 1 to " + MOST);
        return DEFAULT_LIMIT;
    }
}
