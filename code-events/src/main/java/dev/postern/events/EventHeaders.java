package dev.postern.events;

/**
 * The record headers of every event: CloudEvents 1.0 in the binary mode of its Kafka protocol binding (section 3.2), so
 * that the value stays plain JSON for a person who tails the topic.
 */
public enum EventHeaders {
    SPEC_VERSION("ce_specversion", true),
    /** Unique for one event; a redelivery carries it again. */
    ID("ce_id", true),
    /** What happened, such as {@code code.received}. */
    TYPE("ce_type", true),
    /** The service that publishes the event, such as {@code /code-ingest-service}. */
    SOURCE("ce_source", true),
    /** When it happened, RFC 3339 in UTC. */
    TIME("ce_time", true),
    CONTENT_TYPE("content-type", true),
    /** The trace in which it happened: W3C Trace Context, section 3.2. Absent outside a trace. */
    TRACE_PARENT("traceparent", false),
    /**
     * Proves that a service of the installation wrote the record: HMAC-SHA-256 over topic, record key and value, in URL-safe
     * Base64 without padding. On every record of a topic that is {@link Topic#signed()}.
     */
    MAC("ce_mac", false);

    private final String headerName;
    private final boolean always;

    EventHeaders(String headerName, boolean always) {
        this.headerName = headerName;
        this.always = always;
    }

    /** Whether every event carries the header. */
    public boolean always() {
        return always;
    }

    public String headerName() {
        return headerName;
    }
}
