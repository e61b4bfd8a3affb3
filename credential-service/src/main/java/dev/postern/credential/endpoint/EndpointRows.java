package dev.postern.credential.endpoint;

import dev.postern.credential.published.PublishedRows;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of endpoints. */
@ApplicationScoped
class EndpointRows extends PublishedRows<EndpointRow> {}
