package dev.postern.resolver.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.events.OtpType;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.extraction.Wanted;
import dev.postern.resolver.calling.Reading.Found;
import dev.postern.resolver.calling.Reading.Nothing;
import dev.postern.resolver.calling.Reading.Why;
import dev.postern.resolver.outbound.Outcome.Answered;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's answer by Skyvern's rules ({@code skyvern/services/otp_service.py}). A text of up to ten characters
 * is the code; a longer text is searched for one. Unlike Skyvern, it accepts only the type that was asked for.
 */
final class AnswerReader {
    private static final int OK = 200;
    private static final int LONGEST_CODE = 10;

    private final CodeExtractor extractor = new CodeExtractor();

    Reading read(Answered answer, @Nullable OtpType wanted) {
        if (answer.status() != OK) {
            return new Nothing(Why.UNEXPECTED_STATUS);
        }
        String contentType = answer.contentType();
        if (contentType != null && !contentType.toLowerCase(Locale.ROOT).contains("json")) {
            return new Nothing(Why.NOT_JSON);
        }
        Optional<JsonNode> json = LenientJson.read(new String(answer.body(), StandardCharsets.UTF_8));
        if (json.isEmpty()) {
            return new Nothing(Why.NOT_JSON);
        }
        if (!json.get().isObject()) {
            return new Nothing(Why.NOT_AN_OBJECT);
        }
        JsonNode code = json.get().path("verification_code");
        if (code.isTextual()) {
            return text(code.textValue(), wanted);
        }
        return new Nothing(isFalse(code) ? Why.NO_CODE : Why.NOT_A_STRING);
    }

    /** Whether Python treats the value as false. */
    private static boolean isFalse(JsonNode code) {
        return code.isMissingNode()
                || code.isNull()
                || (code.isBoolean() && !code.booleanValue())
                || (code.isNumber() && code.doubleValue() == 0)
                || (code.isContainerNode() && code.isEmpty());
    }

    private Reading text(String text, @Nullable OtpType wanted) {
        if (text.isBlank()) {
            return new Nothing(Why.NO_CODE);
        }
        if (text.codePointCount(0, text.length()) <= LONGEST_CODE) {
            return wanted == OtpType.MAGIC_LINK ? new Nothing(Why.OTHER_TYPE) : new Found(OtpType.TOTP, text, null);
        }
        Message message = Message.pushed(text);
        Extraction extraction = extractor.extract(message, Wanted.expected(wanted));
        return switch (extraction.found()) {
            case Extraction.Code code -> code(code);
            case Extraction.Both both -> wanted == OtpType.MAGIC_LINK ? link(both.link()) : code(both.code());
            case Extraction.Link link -> link(link);
            case Extraction.Nothing _ -> new Nothing(Why.NO_CODE_IN_TEXT);
        };
    }

    private static Found code(Extraction.Code code) {
        return new Found(OtpType.TOTP, code.value(), code.evidence().forEvent());
    }

    private static Found link(Extraction.Link link) {
        return new Found(OtpType.MAGIC_LINK, link.url(), link.evidence().forEvent());
    }
}
