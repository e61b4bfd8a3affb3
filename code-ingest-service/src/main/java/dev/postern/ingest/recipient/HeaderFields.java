package dev.postern.ingest.recipient;

import java.util.List;

/** The headers of a mail. A text message has none. */
@FunctionalInterface
public interface HeaderFields {
    /** No headers. */
    HeaderFields NONE = _ -> List.of();

    /** All values of a header by its name, in any case, the topmost first; empty when there is none. */
    List<String> all(String name);
}
