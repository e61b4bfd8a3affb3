package dev.postern.credential.body;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one refusal whose detail is an object. */
class AuthenticatorKeyMapper {

    @ServerExceptionMapper
    public Response refused(AuthenticatorKeyRefused refusal) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of(
                        "detail",
                        Map.of("error_code", refusal.errorCode(), "message", String.valueOf(refusal.getMessage()))))
                .build();
    }
}
