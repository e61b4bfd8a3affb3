package dev.postern.local.process;

import dev.postern.local.files.FolderLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for systems that run beside others. One that was given stays this process's own until it ends, also between a
 * service's death and its next start: other processes of the same user see its lock file, and the operating system does
 * not use this range for outgoing connections.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final Map<Integer, FolderLock> GIVEN = new ConcurrentHashMap<>();

    private FreePort() {}

    public static synchronized int find() {
        int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        for (int tried = 0; tried < HIGHEST - LOWEST; tried++) {
            int port = LOWEST + (first - LOWEST + tried) % (HIGHEST - LOWEST);
            if (!GIVEN.containsKey(port) && take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port from " + LOWEST + " to " + HIGHEST);
    }

    /** Whether something listens on it, on this machine's own address. */
    static boolean isBusy(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean take(int port) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "postern-ports-" + System.getProperty("user.name"));
        FolderLock lock =
                FolderLock.take(folder.resolve(Integer.toString(port))).orElse(null);
        if (lock == null) {
            return false;
        }
        if (isBusy(port)) {
            lock.close();
            return false;
        }
        GIVEN.put(port, lock);
        return true;
    }
}
