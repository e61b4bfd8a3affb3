package dev.postern.credential.rotation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import dev.postern.platform.body.Choices;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which key is replaced. */
@Schema(name = "KeyRotationKind")
enum Kind implements WireNamed {
    /** The key that wraps all other keys of this service. */
    @JsonProperty("master")
    MASTER,
    /** The data key of one organisation, or of each. */
    @JsonProperty("data")
    DATA,
    /** The key that seals what travels on Kafka and what the resolver stores. */
    @JsonProperty("payload")
    PAYLOAD,
    /** The key that hashes what is found without being readable, and signs records. */
    @JsonProperty("index")
    INDEX;

    static final Choices<Kind> BY_NAME = Choices.of(values(), Kind::wireName);
}
