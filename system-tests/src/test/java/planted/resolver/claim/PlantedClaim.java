package planted.resolver.claim;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import java.time.Instant;
import javax.crypto.Mac;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Breaks on purpose: a field is injected, a clock read, a MAC made, Kafka written to, an HTTP method hidden, a cycle closed. */
public class PlantedClaim {
    @Inject
    planted.resolver.request.PlantedRequestHelper request;

    KafkaProducer<String, String> producer;
    Mac mac;

    @GET
    String hidden() {
        return Instant.now().toString();
    }
}
