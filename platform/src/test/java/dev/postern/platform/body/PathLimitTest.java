package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class PathLimitTest {
    private final PathLimit filter = new PathLimit();

    @Test
    void aStepLongerThanAnIdIsNotFound() {
        // When
        Problem refused =
                catchThrowableOfType(Problem.class, () -> filter.refuse(request("/v1/messages/" + "a".repeat(256))));
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.NOT_FOUND);
        assertThatCode(() -> filter.refuse(request("/v1/messages/" + "a".repeat(255))))
                .doesNotThrowAnyException();
    }

    @Test
    void aNulIsNotFound() {
        // When
        Problem refused = catchThrowableOfType(Problem.class, () -> filter.refuse(request("/v1/messages/a\0b")));
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void letsEveryOtherPathPass() {
        assertThatCode(() -> filter.refuse(request("/v1/messages/totp_1"))).doesNotThrowAnyException();
    }

    private static ContainerRequestContext request(String path) {
        UriInfo uri = answering(UriInfo.class, path);
        return answering(ContainerRequestContext.class, uri);
    }

    /** An object whose every method gives this answer. */
    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }
}
