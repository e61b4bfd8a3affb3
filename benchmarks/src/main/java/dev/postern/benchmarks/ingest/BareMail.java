package dev.postern.benchmarks.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that reads each mail to its end and throws it away. A process of its own, with the flags of the services. */
final class BareMail implements AutoCloseable {
    private final Process process;

    private BareMail(Process process) {
        this.process = process;
    }

    /** Runs until its process is ended. */
    public static void main(String[] arguments) throws IOException {
        SMTPServer.port(Integer.parseInt(arguments[0]))
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(Discarding::new)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .insertReceivedHeaders(false)
                .build()
                .start();
    }

    static BareMail start(int port, List<String> jvmFlags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                BareMail.class.getName(),
                Integer.toString(port)));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // However this program ends, it ends with it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-bare-mail"));
        return new BareMail(process);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private record Discarding(MessageContext context) implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream data) throws IOException {
            data.transferTo(OutputStream.nullOutputStream());
            return "250 Ok";
        }

        @Override
        public void done() {}
    }
}
