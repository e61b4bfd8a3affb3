package dev.postern.local;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands for a service in tests of what supervises them: says that it is ready, and tells its log what it sees. Needs
 * nothing but the JDK, since it runs from a jar of its own.
 */
public final class FakeService {
    /** Set to anything: it ends while it starts. */
    static final String FAILS = "FAKE_FAILS";

    /** Set to anything: it never becomes ready. */
    static final String HANGS = "FAKE_HANGS";

    /** A file: once it is there, the process of its name removes it and fills its memory. */
    static final String HUNGRY = "FAKE_HUNGRY";

    /** A file: while it is there, the process of its name says that it cannot go on. */
    static final String LOST = "FAKE_LOST";

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
        String lost = System.getenv(LOST);
        server.createContext("/q/health/live", exchange -> {
            String hungry = System.getenv(HUNGRY);
            if (hungry != null && isMe(hungry) && new File(hungry).delete()) {
                new Thread(FakeService::eat, "eater").start();
            }
            boolean isLost = lost != null && isMe(lost) && new File(lost).exists();
            exchange.sendResponseHeaders(isLost ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    /** The jar lies in a folder of the service's name. */
    private static boolean isMe(String file) {
        return System.getProperty("java.class.path").contains("/" + new File(file).getName() + "/");
    }

    /** A service survives an error of one of its threads; only the flag of its JVM ends it. */
    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
            try {
                eaten.add(new byte[1 << 20]);
            } catch (OutOfMemoryError e) {
                System.out.println("survived with " + eaten.size());
            }
        }
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
