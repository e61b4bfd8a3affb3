package dev.postern.local.kafka;

import dev.postern.local.files.FolderLock;
import dev.postern.local.process.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this process: KRaft, broker and controller in one, bound to 127.0.0.1. Its folder holds
 * everything; a broker started on it again has the same topics and records.
 */
public final class EmbeddedKafka implements LocalKafka {
    private static final int NODE_ID = 1;

    static {
        QuietKafka.apply();
        KafkaExit.keepTheProcess();
    }

    private final Properties settings;
    private final int port;
    private final FolderLock lock;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(Properties settings, int port, FolderLock lock) {
        this.settings = settings;
        this.port = port;
        this.lock = lock;
        this.server = started();
    }

    public static EmbeddedKafka start(Path folder, int port, int controllerPort) {
        int brokerPort = port == 0 ? FreePort.find() : port;
        Properties settings = settings(folder, brokerPort, controllerPort == 0 ? FreePort.find() : controllerPort);
        // Kafka has a lock of its own, but writes to the metadata of the broker that holds it before it looks.
        FolderLock lock = FolderLock.take(folder.toAbsolutePath().resolve("postern.lock"))
                .orElseThrow(() -> new IllegalStateException("Another broker runs on " + folder));
        try {
            format(folder);
            return new EmbeddedKafka(settings, brokerPort, lock);
        } catch (IOException e) {
            lock.close();
            throw new IllegalStateException("Kafka's folder cannot be prepared", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        server = started();
    }

    @Override
    public void close() {
        stop();
        lock.close();
    }

    private KafkaRaftServer started() {
        // Kafka finds some of its classes by name, through whatever loader the thread happens to have.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedKafka.class.getClassLoader());
        try {
            KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            try {
                starting.startup();
            } catch (RuntimeException e) {
                // A part of it runs, and would go on.
                starting.shutdown();
                throw e;
            }
            return starting;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Properties settings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(NODE_ID));
        settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", folder.toAbsolutePath().toString());
        // Topics are made on purpose, with their partitions and retention.
        settings.setProperty("auto.create.topics.enable", "false");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.setProperty(internal + ".replication.factor", "1");
            settings.setProperty(internal + ".num.partitions", "1");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // The default sets 128 MiB aside for the cleaner of compacted topics; ours are small.
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    private static void format(Path folder) throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                    .addDirectory(folder.toAbsolutePath().toString())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IOException("Kafka's folder cannot be formatted", e);
        }
    }
}
