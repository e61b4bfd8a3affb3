package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that never end, of strangers and of a caller with a key, take nothing from a push and a login of another organisation. */
@ExtendWith(RunningSystem.class)
class UnfinishedBodiesTest {
    private static final int BODIES = 250;

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/credentials/totp", "/v1/code-requests", "/v1/credentials", "/webhooks/mime/ct_nobodys"})
    void ofStrangersAreInNobodysWay(String path, LocalSystem system) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            // Given
            begin(open, system, path, "");

            // Then
            aCodeReachesItsLogin(system);
        } finally {
            close(open);
        }
    }

    @Test
    void ofACallerWithAKeyAreInNobodysWay(LocalSystem system) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            // Given
            String key = "x-api-key: " + Organizations.fresh(system).key() + "\r\n";
            begin(open, system, "/v1/credentials/totp", key);
            begin(open, system, "/v1/code-requests", key);

            // Then
            aCodeReachesItsLogin(system);
        } finally {
            close(open);
        }
    }

    private static void aCodeReachesItsLogin(LocalSystem system) {
        Api api = Organizations.fresh(system);
        var login = api.postLater(
                "/v1/code-requests",
                "{\"totp_identifier\":\"a@x.org\",\"workflow_run_id\":\"r\"}",
                "prefer",
                "wait=30");
        Api.Answer pushed = api.post(
                "/v1/credentials/totp", "{\"totp_identifier\":\"a@x.org\",\"content\":\"Your code is 482913\"}");
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(login.join().json().get("code").asText()).isEqualTo("482913");
    }

    private static void begin(List<Socket> open, LocalSystem system, String path, String headers) throws IOException {
        URI gateway = system.gateway();
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: 60000\r\n\r\n{";
        for (int i = 0; i < BODIES; i++) {
            Socket socket = new Socket(gateway.getHost(), gateway.getPort());
            open.add(socket);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void close(List<Socket> open) throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
