package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMappersTest {
    private static final UriInfo OWN = uri("/v1/codes");

    private final ProblemMappers mappers = new ProblemMappers(new LateRefusals());

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND, Not Found",
        "405, METHOD_NOT_ALLOWED, Method Not Allowed",
        "406, NOT_ACCEPTABLE, Not Acceptable",
        "413, PAYLOAD_TOO_LARGE, Request Entity Too Large",
        "415, UNSUPPORTED_MEDIA_TYPE, Unsupported Media Type",
        "418, BAD_REQUEST, Bad Request",
        "503, TEMPORARILY_UNAVAILABLE, Service Unavailable",
        "502, INTERNAL_ERROR, Internal Server Error"
    })
    void theFrameworksRefusalsAreOfTheCatalogueAndInStarlettesWords(int status, ProblemType type, String detail) {
        // When
        Response response = mappers.framework(new WebApplicationException("inside", status), OWN);
        // Then
        assertThat(response.getStatus()).isEqualTo(type.status());
        assertThat(response.getEntity())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("type", type.uri())
                .containsEntry("detail", detail);
    }

    @Test
    void keepsWhichMethodsAreAllowed() {
        // Given
        Response original = Response.status(405).header("Allow", "GET, HEAD").build();
        // When
        Response response = mappers.framework(new WebApplicationException(original), OWN);
        // Then
        assertThat(response.getHeaderString("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void leavesAnAnswerThatIsNoRefusal() {
        // Given
        Response redirect = Response.status(302).build();
        // Then
        assertThat(mappers.framework(new WebApplicationException(redirect), OWN))
                .isSameAs(redirect);
    }

    @Test
    void saysNothingOfAnUnexpectedFailure() {
        // When
        Response response = mappers.unexpected(new IllegalStateException("secret"), OWN);
        // Then
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getEntity().toString()).doesNotContain("secret").doesNotContain("IllegalState");
    }

    private static UriInfo uri(String path) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> path);
    }
}
