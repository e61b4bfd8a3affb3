package dev.postern.resolver.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.address.AddressRules;
import dev.postern.platform.address.Network;
import dev.postern.resolver.outbound.Outcome.Answered;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Outcome.Failure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever a name server says, and however an address is spelled, only what everybody reaches is called. One address of the loopback
 * stands for what everybody reaches, the others for what Postern alone reaches.
 */
class RebindingTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String EVERYBODYS = "127.0.0.2";
    private static final List<InetAddress> PRIVATE = List.of(
            address("127.0.0.1"),
            address("::1"),
            mapped(127, 0, 0, 1),
            address("169.254.169.254"),
            mapped(169, 254, 169, 254),
            address("0.0.0.0"),
            address("::"),
            address("64:ff9b::7f00:1"),
            address("2002:7f00:1::1"),
            address("fe80::1"),
            address("fd00:ec2::254"),
            address("10.0.0.1"));

    private static Listener everybodys;
    private static Listener own;
    private static Listener ownOfVersion6;

    @BeforeAll
    static void listen() throws IOException {
        everybodys = new Listener(address(EVERYBODYS), 0);
        own = new Listener(address("127.0.0.1"), everybodys.port());
        ownOfVersion6 = new Listener(address("::1"), everybodys.port());
    }

    @AfterAll
    static void close() throws IOException {
        everybodys.close();
        own.close();
        ownOfVersion6.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aNameThatChangesItsAddressesLeadsNowhereElse() {
        Random random = new Random(20);
        for (int story = 0; story < 150; story++) {
            // Given: what the name server says, one answer after the other
            List<List<InetAddress>> said = IntStream.range(0, 4)
                    .mapToObj(_ -> random.ints(1 + random.nextInt(3), -3, PRIVATE.size())
                            .mapToObj(each -> each < 0 ? named(address(EVERYBODYS)) : named(PRIVATE.get(each)))
                            .toList())
                    .toList();
            AtomicInteger asked = new AtomicInteger();
            Names changing = _ -> said.get(Math.min(asked.getAndIncrement(), said.size() - 1));
            everybodys.redirects(random.nextInt(3));
            String name = List.of("rebind.example", "rebind.example.", "REBIND.example", "xn--bcher-kva.example")
                    .get(random.nextInt(4));

            // When
            Outcome outcome = post(changing, "http://" + name + ":" + everybodys.port() + "/");

            // Then: each look-up was followed by a call of an address in it, or by none
            long good = said.stream()
                    .limit(asked.get())
                    .filter(each ->
                            each.stream().anyMatch(one -> one.getHostAddress().equals(EVERYBODYS)))
                    .count();
            assertThat(everybodys.taken()).as("story %d", story).isEqualTo((int) good);
            assertThat(outcome).as("story %d", story).isInstanceOf(good == asked.get() ? Answered.class : Failed.class);
        }
        assertThat(own.taken() + ownOfVersion6.taken()).isZero();
    }

    @Test
    void noSpellingOfAnAddressLeadsToWhatPosternAloneReaches() {
        for (String host : List.of(
                "127.0.0.1",
                "127.0.0.1.",
                "127.000.000.001",
                "127.1",
                "127.0.1",
                "2130706433",
                "02130706433",
                "017700000001",
                "0177.0.0.1",
                "0x7f000001",
                "0x7f.0.0.1",
                "0X7F.1",
                "0",
                "0.0.0.0",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "ip6-localhost",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:7f00:0001]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[2002:7f00:1::]",
                "[::1%25lo]",
                "[::1%lo]",
                EVERYBODYS + "@127.0.0.1",
                "user:password@127.0.0.1",
                "127.0.0.1\\@" + EVERYBODYS,
                "127.0.0.1#@" + EVERYBODYS,
                "127.0.0.1?@" + EVERYBODYS,
                "127.0.0.1%2f@" + EVERYBODYS,
                "127.0.0.1%00." + EVERYBODYS,
                "127。0。0。1",
                "１２７.0.0.1",
                "①②⑦.0.0.1",
                "ⓛocalhost",
                "local\u00adhost",
                "127.0.0.1\t",
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "[::ffff:169.254.169.254]",
                "metadata.google.internal.")) {
            for (String url : List.of(
                    "http://" + host + ":" + everybodys.port() + "/",
                    "http://" + host + "/",
                    host + ":" + everybodys.port(),
                    "http:" + host + ":" + everybodys.port() + "/",
                    "http:///" + host + ":" + everybodys.port() + "/")) {
                Optional<Target> target = Target.of(url);
                // What is no address is refused before anything is asked.
                target.ifPresent(_ -> assertThat(post(RebindingTest::systems, url))
                        .as(url)
                        .isEqualTo(new Failed(Failure.ADDRESS_NOT_ALLOWED, null)));
            }
        }
        assertThat(own.taken() + ownOfVersion6.taken()).isZero();
    }

    @Test
    void noRedirectLeadsElsewhere() {
        String port = ":" + everybodys.port();
        for (String location : List.of(
                "http://127.0.0.1" + port + "/",
                "//127.0.0.1" + port + "/",
                "\\\\127.0.0.1" + port + "/",
                "/\\127.0.0.1" + port + "/",
                "http://everybodys.example" + port + "@127.0.0.1" + port + "/",
                "http://everybodys.example@127.0.0.1" + port + "/",
                "http://everybodys.example./",
                "http://everybodys.example.127.0.0.1" + port + "/",
                "http://everybodys.example:1/",
                "http://[::1]" + port + "/",
                "https://everybodys.example" + port + "/",
                "gopher://everybodys.example" + port + "/",
                "file:///etc/passwd",
                "http://everybodys.example" + port + "/\u0000",
                "http:\t//127.0.0.1" + port + "/",
                "%")) {
            everybodys.taken();
            everybodys.redirectsTo(location);
            assertThat(post(_ -> List.of(address(EVERYBODYS)), "http://everybodys.example" + port + "/"))
                    .as(location)
                    .isInstanceOf(Failed.class);
            assertThat(everybodys.taken()).as(location).isOne();
        }
        assertThat(own.taken() + ownOfVersion6.taken()).isZero();
    }

    /** The machine's own look-up; what it takes for an address that everybody reaches is not called here. */
    private static List<InetAddress> systems(String host) throws UnknownHostException {
        AddressRules rules = new AddressRules(List.of(Network.of(EVERYBODYS)));
        List<InetAddress> found = new ArrayList<>(List.of(InetAddress.getAllByName(host)));
        found.removeIf(rules::allow);
        return found;
    }

    private static Outcome post(Names names, String url) {
        return new Outbound(List.of(EVERYBODYS), names, new PinnedCalls(VERTX))
                .post(
                        Target.of(url).orElseThrow(),
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(20),
                        1_000);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** As a look-up gives it: with the name, which must not be looked up again. */
    private static InetAddress named(InetAddress address) {
        try {
            return address instanceof Inet6Address six && isMapped(six)
                    ? six
                    : InetAddress.getByAddress("localhost", address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isMapped(Inet6Address address) {
        return address.getAddress()[10] == -1;
    }

    /** Of sixteen bytes, which Java makes four of otherwise. */
    private static InetAddress mapped(int... four) {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        for (int i = 0; i < four.length; i++) {
            bytes[12 + i] = (byte) four[i];
        }
        try {
            return Inet6Address.getByAddress(null, bytes, 0);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts who connects, and redirects as many as it is told to. */
    private static final class Listener implements AutoCloseable {
        private final ServerSocket listening;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger redirects = new AtomicInteger();
        private volatile String location = "/again";

        Listener(InetAddress address, int port) throws IOException {
            listening = new ServerSocket(port, 50, address);
            Thread.ofVirtual().start(this::take);
        }

        int port() {
            return listening.getLocalPort();
        }

        /** How many connected since this was last asked. */
        int taken() {
            return taken.getAndSet(0);
        }

        void redirects(int most) {
            redirects.set(most);
            location = "/again";
        }

        void redirectsTo(String where) {
            redirects.set(1);
            location = where;
        }

        private void take() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    taken.incrementAndGet();
                    InputStream in = socket.getInputStream();
                    in.read(new byte[4_000]);
                    String answer = redirects.getAndDecrement() > 0
                            ? "HTTP/1.1 307 Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    in.readAllBytes();
                } catch (IOException e) {
                    // The caller is gone, or the test is over.
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
