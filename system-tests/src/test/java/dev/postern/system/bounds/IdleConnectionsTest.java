package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Connections to the gateway that ask for nothing, or for half of something, are in nobody's way. Longer:
 * {@code -Dpostern.idle.connections=20000}; each takes an open file of this process.
 */
@ExtendWith(RunningSystem.class)
class IdleConnectionsTest {
    private static final int CONNECTIONS = Integer.getInteger("postern.idle.connections", 400);
    private static final int LOGINS = 5;
    private static final List<String> HEADS =
            List.of("", "G", "GET /v1/codes HTTP/1.1\r\nHost: x\r\nX-A: ", "GET /v1/codes HTTP/1.1\r\nHost: x\r\n");

    @Test
    void aLoginBesideManyOfThemGetsItsCode(LocalSystem system) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            Api api = Organizations.fresh(system);
            for (int login = 1; login <= LOGINS; login++) {
                // Given
                while (open.size() < CONNECTIONS * login / LOGINS) {
                    connect(open, system.gateway());
                }
                // Then
                aCodeReachesItsLogin(api, "run" + login, 100_000 + login);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void connect(List<Socket> open, URI gateway) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        try {
            socket.getOutputStream().write(HEADS.get(open.size() % HEADS.size()).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // It gave way to another already.
        }
    }

    private static void aCodeReachesItsLogin(Api api, String run, int code) {
        var login = api.postLater(
                "/v1/code-requests",
                "{\"totp_identifier\":\"" + run + "@x.org\",\"workflow_run_id\":\"" + run + "\"}",
                "prefer",
                "wait=30");
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + run + "@x.org\",\"content\":\"Your code is " + code + "\"}");
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(login.join().json().get("code").asText()).isEqualTo(String.valueOf(code));
    }
}
