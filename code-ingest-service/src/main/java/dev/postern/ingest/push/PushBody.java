package dev.postern.ingest.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.ingest.form.FormFields;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;

/**
 * The fields of a push, from JSON or from a form ({@code application/x-www-form-urlencoded}) with fields of these names. A form
 * cannot leave a field out by null, so that an empty optional field counts as absent there. Of a repeated field the first counts.
 */
final class PushBody {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_FORM_FIELDS = 1_000;
    private static final Set<String> MAY_BE_EMPTY = Set.of("totp_identifier", "content");

    private PushBody() {}

    /**
     * The fields as they were sent.
     *
     * @throws Problem 422 for a body that is neither an object of JSON nor a form
     */
    static JsonFields fields(LimitedBody body, HttpHeaders headers) {
        List<String> types = headers.getRequestHeader(HttpHeaders.CONTENT_TYPE);
        boolean isForm =
                types.size() == 1 && types.getFirst().split(";", 2)[0].strip().equalsIgnoreCase(FORM);
        return isForm
                ? JsonFields.of(form(body.bytes()), List.of("body"))
                : body.json().fieldsAsSent();
    }

    private static ObjectNode form(byte[] bytes) {
        long pairs = 1;
        for (byte each : bytes) {
            pairs += each == '&' ? 1 : 0;
        }
        if (pairs > MOST_FORM_FIELDS) {
            throw unreadable("A form should have at most 1000 fields");
        }
        FormFields form = FormFields.parse(bytes).orElseThrow(() -> unreadable("The form is not percent-encoded"));
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        form.all().forEach((name, values) -> {
            if (!values.getFirst().isEmpty() || MAY_BE_EMPTY.contains(name)) {
                fields.put(name, values.getFirst());
            }
        });
        return fields;
    }

    private static Problem unreadable(String why) {
        return Problem.invalid(List.of(new FieldError("form_invalid", List.of("body"), why)));
    }
}
