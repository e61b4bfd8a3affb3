package dev.postern.resolver.calling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * JSON as people's scripts write it. Skyvern tolerates two faults ({@code skyvern/services/otp_service.py}): control
 * characters such as line breaks inside a text, and unescaped quotes in the code when it is the last member.
 */
final class LenientJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String MEMBER = "\"verification_code\"";
    private static final Pattern ANOTHER_MEMBER = Pattern.compile("\"\\s{0,100},\\s{0,100}\"[^\"]{0,100}\"\\s{0,100}:");

    private LenientJson() {}

    /** Empty when the text is not JSON even by these rules. */
    static Optional<JsonNode> read(String text) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return Optional.of(JSON.readTree(json)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return lastMember(json.strip());
        }
    }

    private static Optional<JsonNode> lastMember(String json) {
        int member = json.indexOf(MEMBER);
        if (member < 0 || !json.endsWith("}")) {
            return Optional.empty();
        }
        String rest =
                json.substring(member + MEMBER.length(), json.length() - 1).strip();
        String quoted = rest.startsWith(":") ? rest.substring(1).strip() : "";
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            return Optional.empty();
        }
        String code = quoted.substring(1, quoted.length() - 1);
        if (ANOTHER_MEMBER.matcher(quoted.substring(1)).find()) {
            return Optional.empty();
        }
        String plain = code.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\\"", "\"");
        return Optional.of(JsonNodeFactory.instance.objectNode().put("verification_code", plain));
    }
}
