package dev.postern.ingest.smtp;

import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.platform.worker.Alarm;
import dev.postern.platform.worker.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SSLSocketCreator;

/** Listens for mails while the service runs, if that is turned on. */
@ApplicationScoped
class SmtpListener {
    private static final Logger LOGGER = Logger.getLogger(SmtpListener.class);
    private static final int MOST_RECIPIENTS = 100;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final SmtpSettings settings;
    private final SmtpIntake intake;
    private final TlsConfigurationRegistry certificates;
    private @Nullable SMTPServer server;
    private @Nullable AcceptingSocket socket;
    private @Nullable Alarm alarm;

    SmtpListener(SmtpSettings settings, SmtpIntake intake, TlsConfigurationRegistry certificates) {
        this.settings = settings;
        this.intake = intake;
        this.certificates = certificates;
    }

    void onStart(@Observes StartupEvent event) throws IOException {
        if (settings.enabled()) {
            listen();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        if (socket != null) {
            BackgroundWork.forget(socket);
        }
        if (server != null) {
            server.stop();
        }
        if (alarm != null) {
            alarm.close();
        }
    }

    /** The port it listens on; -1 while it does not. */
    int port() {
        return server == null ? -1 : server.getPortAllocated();
    }

    private void listen() throws IOException {
        Optional<TlsConfiguration> certificate = settings.tls().map(this::certificate);
        SmtpSessions sessions = new SmtpSessions(
                intake,
                new SmtpSessions.Limits(
                        settings.connectionsOfOne(), settings.connectionsOfOrganization(), settings.longestSession()),
                certificate.isPresent());
        AcceptingSocket accepting = new AcceptingSocket();
        SMTPServer.Builder builder = SMTPServer.port(settings.port())
                .bindAddress(InetAddress.getByName(settings.host()))
                .serverSocketFactory(() -> accepting)
                .softwareName("Postern")
                .messageHandlerFactory(context -> new SmtpDelivery(intake, sessions, context))
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(sessions))
                .sessionHandler(sessions)
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("smtp-", 0).factory()))
                .enableTLS(certificate.isPresent())
                .hideTLS(certificate.isEmpty())
                // The mail's hash is its name when it has no id of its own.
                .insertReceivedHeaders(false)
                .maxConnections(settings.connections())
                .maxRecipients(MOST_RECIPIENTS)
                .maxMessageSize(ProviderAdapter.MAIL_BYTES)
                .connectionTimeoutMs(Math.toIntExact(settings.silence().toMillis()));
        settings.greeting().ifPresent(builder::hostName);
        certificate.ifPresent(present -> builder.startTlsSocketFactory(upgrade(present)));
        SMTPServer listening = builder.build();
        listening.start();
        server = listening;
        BackgroundWork.watch(accepting);
        socket = accepting;
        Alarm ending = new Alarm("smtp-sessions");
        ending.every(
                LOOK_EVERY, LOOK_EVERY, "Mail connections that last too long are not being ended", sessions::endOld);
        alarm = ending;
        LOGGER.infof("Mail is taken host=%s port=%d", settings.host(), listening.getPortAllocated());
    }

    private TlsConfiguration certificate(String name) {
        return certificates
                .get(name)
                .orElseThrow(() -> new IllegalStateException(
                        "postern.ingest.smtp.tls names no configuration: set quarkus.tls." + name + ".key-store"));
    }

    /** Asks for the certificate each time, since it may have been renewed. */
    private static SSLSocketCreator upgrade(TlsConfiguration certificate) {
        return plain -> secured(certificate, plain);
    }

    private static SSLSocket secured(TlsConfiguration certificate, Socket plain) throws IOException {
        try {
            SSLSocketFactory factory = certificate.createSSLContext().getSocketFactory();
            SSLSocket socket = (SSLSocket)
                    factory.createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
            socket.setUseClientMode(false);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used", e);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The certificate cannot be read", e);
        }
    }
}
