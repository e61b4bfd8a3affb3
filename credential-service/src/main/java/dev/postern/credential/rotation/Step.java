package dev.postern.credential.rotation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a rotation has come. */
@Schema(name = "KeyRotationStep")
enum Step implements WireNamed {
    /** Waits until each replica has the new key. */
    @JsonProperty("spreading")
    SPREADING,
    /** Each replica has the new key. Waits until each uses it. */
    @JsonProperty("promoting")
    PROMOTING,
    /** The new key wraps, and what the old one wrapped is wrapped anew. */
    @JsonProperty("wrapping")
    WRAPPING,
    /** The new key is in use. Waits until what the old one sealed or hashed was deleted everywhere. */
    @JsonProperty("retaining")
    RETAINING,
    /** Nothing needs the old key. Waits until no replica has it any more. */
    @JsonProperty("removing")
    REMOVING,
    /** The new key is in use, and what the old one encrypted, or signed for good, is encrypted or signed anew. */
    @JsonProperty("encrypting")
    ENCRYPTING,
    /** All rows are under the new key. Requests that read a row before may still need the old one. */
    @JsonProperty("settling")
    SETTLING,
    /** The old keys are being destroyed. */
    @JsonProperty("destroying")
    DESTROYING,
    /** A later rotation of the kind began. It takes the old keys of this one out too. */
    @JsonProperty("overtaken")
    OVERTAKEN,
    /** The old keys are gone. */
    @JsonProperty("finished")
    FINISHED
}
