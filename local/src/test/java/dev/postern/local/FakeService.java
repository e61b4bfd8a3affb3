package dev.postern.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * Stands for a service in tests of what supervises them: says that it is ready, and tells its log what it sees. Needs
 * nothing but the JDK, since it runs from a jar of its own.
 */
public final class FakeService {
    /** Set to anything: it ends while it starts. */
    static final String FAILS = "FAKE_FAILS";

    /** Set to anything: it never becomes ready. */
    static final String HANGS = "FAKE_HANGS";

    private FakeService() {}

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("starting");
        if (System.getenv(FAILS) != null) {
            System.out.println("the setting postern.fake is missing");
            System.exit(3);
        }
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("POSTERN_"))
                .sorted()
                .forEach(System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(FakeService::tellWhatIsThere));
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT")));
        HttpServer server = HttpServer.create(address, 0);
        int status = System.getenv(HANGS) == null ? 200 : 503;
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    private static void tellWhatIsThere() {
        System.out.println("told to stop");
        String broker = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        if (broker != null) {
            System.out.println("broker " + (answers(URI.create("kafka://" + broker)) ? "there" : "gone"));
        }
        String database = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
        if (database != null) {
            boolean there = answers(URI.create(database.substring("jdbc:".length())));
            System.out.println("database " + (there ? "there" : "gone"));
        }
    }

    private static boolean answers(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
