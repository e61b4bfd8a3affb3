package dev.postern.ingest.form;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.provider.Example;

/** A test message in JSON, with its fields where the channel's settings expect them. */
public final class NamedExample {

    private NamedExample() {}

    /** Its body. */
    public static byte[] body(Example example, Channel channel) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, channel, "text", example.text());
        put(json, channel, "sender", example.sender());
        put(json, channel, "recipient", example.recipient());
        put(json, channel, "id", example.id());
        return Macs.bytes(json.toString());
    }

    private static void put(ObjectNode json, Channel channel, String field, String value) {
        JsonPointer pointer = JsonPointer.compile(channel.setting(field).orElse("/" + field));
        JsonPointer parent = pointer.head();
        ObjectNode object = parent == null || parent.matches() ? json : json.withObject(parent);
        object.put(pointer.last().getMatchingProperty(), value);
    }
}
