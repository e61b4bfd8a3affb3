package dev.postern.ingest.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.ingest.imap.GuardedSockets.NotAllowed;
import dev.postern.platform.address.AddressRules;
import dev.postern.platform.address.Network;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

/** Whichever way a mail client connects, the address that it connects to is checked, whatever its name stood for before. */
class GuardedSocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private interface Connecting {
        Socket with(SocketFactory sockets, InetAddress to, int port) throws IOException;
    }

    private static final List<Connecting> WAYS = List.of(
            (sockets, to, port) -> sockets.createSocket(to, port),
            (sockets, to, port) -> sockets.createSocket(to.getHostAddress(), port),
            (sockets, to, port) -> sockets.createSocket(to, port, LOOPBACK, 0),
            (sockets, to, port) -> sockets.createSocket(to.getHostAddress(), port, LOOPBACK, 0),
            (sockets, to, port) -> connected(sockets.createSocket(), to, port));

    @Test
    void connectsToNothingThatMayNotBeCalled() throws IOException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        GuardedSockets sockets = new GuardedSockets(new AddressRules(List.of()), false);
        try (ServerSocket listening = new ServerSocket(0, 10)) {
            for (InetAddress to : List.of(
                    LOOPBACK,
                    InetAddress.ofLiteral("::1"),
                    InetAddress.ofLiteral("0.0.0.0"),
                    InetAddress.ofLiteral("::"),
                    InetAddress.ofLiteral("169.254.169.254"),
                    Inet6Address.getByAddress(null, mapped, 0),
                    // A look-up keeps the name beside the address.
                    InetAddress.getByAddress("public.example", new byte[] {127, 0, 0, 1}))) {
                for (Connecting way : WAYS) {
                    assertThatThrownBy(() -> way.with(sockets, to, listening.getLocalPort()))
                            .as(to.toString())
                            // Some spellings are those of no host.
                            .isInstanceOfAny(NotAllowed.class, UnknownHostException.class);
                }
            }
            for (String name : List.of("localhost", "127.1.0.1", "2130706433")) {
                assertThatThrownBy(() -> sockets.createSocket(name, listening.getLocalPort()))
                        .as(name)
                        .isInstanceOf(NotAllowed.class);
            }
            assertThatThrownBy(() -> sockets.createSocket()
                            .connect(InetSocketAddress.createUnresolved("localhost", listening.getLocalPort())))
                    .isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void connectsToWhatTheOperatorAllows() throws IOException {
        GuardedSockets sockets = new GuardedSockets(new AddressRules(List.of(Network.of("127.0.0.0/8"))), true);
        try (ServerSocket listening = new ServerSocket(0, 10, LOOPBACK)) {
            for (Connecting way : WAYS) {
                try (Socket socket = way.with(sockets, LOOPBACK, listening.getLocalPort())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void withoutEncryptionConnectsOnlyToWhatTheOperatorAllows() {
        GuardedSockets sockets = new GuardedSockets(new AddressRules(List.of()), true);

        assertThatThrownBy(() -> sockets.createSocket(InetAddress.ofLiteral("203.0.114.1"), 143))
                .isInstanceOf(NotAllowed.class);
    }

    private static Socket connected(Socket socket, InetAddress to, int port) throws IOException {
        socket.connect(new InetSocketAddress(to, port), 1_000);
        return socket;
    }
}
