package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemResponsesTest {
    private static final String OWN = "/v1/codes";
    private static final String SKYVERNS = "/v1/credentials";
    private static final UUID INSTANCE = new UUID(0, 1);
    private static final FieldError ERROR = new FieldError("missing", List.of("body", "a"), "Field required");

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void onOwnRoutesEveryProblemIsRenderedAsRfc9457Says(ProblemType type) {
        // When
        Response response = ProblemResponses.render(Problem.of(type, "A sentence"), OWN, INSTANCE);
        // Then
        assertThat(response.getStatus()).isEqualTo(type.status());
        assertThat(response.getMediaType()).hasToString("application/problem+json");
        assertThat(response.getEntity())
                .isEqualTo(Map.of(
                        "type",
                        type.uri(),
                        "title",
                        type.title(),
                        "status",
                        type.status(),
                        "detail",
                        "A sentence",
                        "instance",
                        "urn:uuid:" + INSTANCE));
    }

    @ParameterizedTest
    @EnumSource(value = ProblemType.class, names = "INTERNAL_ERROR", mode = EnumSource.Mode.EXCLUDE)
    void onSkyvernsRoutesThereIsOnlyADetail(ProblemType type) {
        // When
        Response response = ProblemResponses.render(Problem.of(type, "A sentence"), SKYVERNS, INSTANCE);
        // Then
        assertThat(response.getStatus()).isEqualTo(type.status());
        assertThat(response.getMediaType()).hasToString("application/json");
        assertThat(response.getEntity()).isEqualTo(Map.of("detail", "A sentence"));
    }

    @Test
    void anInternalErrorHasSkyvernsWordsOnItsRoutes() {
        assertThat(ProblemResponses.render(Problem.of(ProblemType.INTERNAL_ERROR, "x"), SKYVERNS, INSTANCE)
                        .getEntity())
                .isEqualTo(Map.of("error", "Unexpected error: InternalServerError"));
    }

    @Test
    void namesEveryWrongField() {
        assertThat(ProblemResponses.render(Problem.invalid(List.of(ERROR)), SKYVERNS, INSTANCE)
                        .getEntity())
                .isEqualTo(Map.of("detail", List.of(ERROR)));
        assertThat(ProblemResponses.render(Problem.invalid(List.of(ERROR)), OWN, INSTANCE)
                        .getEntity())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry(
                        "errors", List.of(Map.of("type", "missing", "pointer", "/a", "detail", "Field required")));
    }

    @Test
    void saysThatWhatPassesIsOverWhenAServiceCouldHaveStartedAnew() {
        assertThat(Integer.parseInt(retryAfter(Problem.unavailable(Hindrance.BROKER_AWAY, "x"))))
                .isBetween(5, 10);
        assertThat(retryAfter(Problem.of(ProblemType.CONFLICT, "x"))).isNull();
    }

    private static String retryAfter(Problem problem) {
        return ProblemResponses.render(problem, OWN, INSTANCE).getHeaderString(HttpHeaders.RETRY_AFTER);
    }
}
