package dev.postern.resolver.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

    @Test
    void ofANewRequestAreThoseOfTheDocument() {
        DocumentedBody.named("CodeRequestFields")
                .isReadBy(body -> CodeRequestBody.read(JsonFields.of(body, List.of("body"))), "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u2060\uFEFF", "\u00AD", " \u3164 ", "\u2800", "\u0001", "\u200E\u202C"})
    void haveAnIdentifierThatIsSeen(String unseen) {
        JsonFields fields =
                JsonFields.of(JsonNodeFactory.instance.objectNode().put("totp_identifier", unseen), List.of("body"));
        assertThatThrownBy(() -> CodeRequestBody.read(fields))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldError::loc)
                                .containsExactly(List.of("body", "totp_identifier")));
    }

    @Test
    void ofAnOutcomeAreThoseOfTheDocument() {
        DocumentedBody.named("OutcomeFields")
                .isReadBy(body -> OutcomeResource.read(JsonFields.of(body, List.of("body"))), "{}");
    }
}
