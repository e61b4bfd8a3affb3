package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A question to the internal listener of credential-service: a POST whose body is the record's JSON and whose path
 * names the thing it asks for. Status 404 means that there is no such thing.
 */
public sealed interface InternalQuestion permits CodeQuestion, MessageToSign {
    /** Stands for the id in the template of a path. */
    String ID = "{id}";

    /** The organisation whose request asks; such requests are served in turn by organisation. */
    String organizationId();

    /** The path to post to. */
    @JsonIgnore
    String path();

    /** A template with an id in it, escaped. */
    static String path(String template, String id) {
        return template.replace(ID, URLEncoder.encode(id, StandardCharsets.UTF_8));
    }
}
