package dev.postern.events;

/**
 * The record headers of every event: CloudEvents 1.0 in the binary mode of its Kafka protocol binding (section 3.2), so
 * that the value stays plain JSON for a person who tails the topic.
 */
public enum EventHeaders {
    SPEC_VERSION("ce_specversion"),
    /** Unique for one event; a redelivery carries the same. */
    ID("ce_id"),
    /** What happened, such as {@code code.received}. */
    TYPE("ce_type"),
    /** The service that says so, such as {@code /code-ingest-service}. */
    SOURCE("ce_source"),
    /** When it happened, RFC 3339 in UTC. */
    TIME("ce_time"),
    CONTENT_TYPE("content-type");

    private final String headerName;

    EventHeaders(String headerName) {
        this.headerName = headerName;
    }

    public String headerName() {
        return headerName;
    }
}
