package dev.postern.local;

import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.CannotStart;
import dev.postern.local.process.FreePort;
import dev.postern.local.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All of Postern as real processes: a broker, a database, the services and the gateway. Start it, use it, close it.
 * Starting and closing are for one thread; the rest may be called from several.
 */
public final class LocalSystem implements AutoCloseable {
    private static final Duration LONGEST_BROKER_STOP = Duration.ofSeconds(60);
    private static final Executor OWN_THREAD = task -> new Thread(task, "store").start();

    private final LocalOptions options;
    private final UnsafeLocalSecrets secrets;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final List<Integer> resolverPorts = new ArrayList<>();
    private LocalKafka kafka;
    private LocalPostgres postgres;
    private LocalPostgres.Database credentials;
    private LocalPostgres.Database codes;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread hook = new Thread(this::closeAtExit, "close");
    private volatile boolean exiting;
    private volatile boolean closed;

    @SuppressWarnings("NullAway.Init") // open() fills the rest, or closes what it has
    private LocalSystem(LocalOptions options) {
        this.options = options;
        this.secrets = UnsafeLocalSecrets.in(options.data());
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @throws CannotStart with a sentence for the person who started it; nothing is left running
     */
    public static LocalSystem start(LocalOptions options) {
        LocalSystem system = new LocalSystem(options);
        Runtime.getRuntime().addShutdownHook(system.hook);
        try {
            system.open();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        } finally {
            system.opened.countDown();
        }
    }

    /** The one address for callers. */
    public URI gateway() {
        return local(options.ports().gateway());
    }

    /** A service's own address; of several replicas the first. */
    public URI url(Service service) {
        return switch (service) {
            case GATEWAY -> gateway();
            case CREDENTIAL_SERVICE -> local(options.ports().credential());
            case CODE_INGEST_SERVICE -> local(options.ports().ingest());
            case TOTP_RESOLVER_SERVICE -> resolver(0);
        };
    }

    /** The address of one replica of the resolver, counted from 0. */
    public URI resolver(int replica) {
        return local(resolverPorts.get(replica));
    }

    /** credential-service's internal listener. */
    public URI internal() {
        return local(options.ports().credentialInternal());
    }

    /** The processes: credential-service, code-ingest-service, the resolvers, the gateway. */
    public List<ServiceProcess> services() {
        return List.copyOf(services);
    }

    /** The process of a service; of several replicas the first. */
    public ServiceProcess process(Service service) {
        return services.stream()
                .filter(process -> process.name().equals(service.moduleName()))
                .findFirst()
                .orElseThrow();
    }

    /** The process of one replica of the resolver, counted from 0. */
    public ServiceProcess resolverProcess(int replica) {
        String name = resolverName(replica);
        return services.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public LocalKafka kafka() {
        return kafka;
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    /** credential-service's database. */
    public LocalPostgres.Database credentials() {
        return credentials;
    }

    /** The resolver's database. */
    public LocalPostgres.Database codes() {
        return codes;
    }

    /** One more database on the same server, for what is measured beside the services; made when absent. */
    public LocalPostgres.Database database(String name) {
        return postgres.database(name);
    }

    public UnsafeLocalSecrets secrets() {
        return secrets;
    }

    /** The key that {@code ./postern up} makes. Never print it. */
    public String apiKey() {
        return read(secrets.apiKey());
    }

    /** The operator's key. Never print it. */
    public String operatorKey() {
        return read(secrets.operatorKey());
    }

    /** Whether everything is being stopped, or was. */
    boolean isClosing() {
        return exiting || closed;
    }

    /** Starts a service again that has ended; nothing once everything is being stopped. */
    synchronized void startAgain(ServiceProcess service) {
        if (!isClosing()) {
            service.startAgain();
        }
    }

    /**
     * Starts the database server again that has died; nothing once everything is being stopped.
     *
     * @throws IllegalStateException when it does not start
     */
    synchronized void bringPostgresBack() {
        if (!isClosing()) {
            postgres.restart();
        }
    }

    /** Stops the services, then what they stand on. An interrupt does not cut this short. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        services.forEach(ServiceProcess::terminate);
        ServiceProcess.awaitEnd(services);
        CompletableFuture<Void> broker = CompletableFuture.runAsync(
                () -> {
                    if (kafka != null) {
                        kafka.close();
                    }
                },
                OWN_THREAD);
        if (postgres != null) {
            postgres.close();
        }
        awaitEndOf(broker);
        if (!exiting) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A broker that answers nobody may not end either: the process that it is in ends it then. */
    private static void awaitEndOf(CompletableFuture<Void> broker) {
        try {
            broker.orTimeout(LONGEST_BROKER_STOP.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
    }

    /** Ends everything with this process: the services do not get a Ctrl-C, and the database has left its terminal. */
    private void closeAtExit() {
        exiting = true;
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void open() {
        Path data = options.data();
        new Leftovers(data).stop();
        ServiceEnvironment environment = new ServiceEnvironment(options, secrets);
        // The gateway needs neither broker nor database, and its start is CPU time like any other.
        launch(
                Service.GATEWAY.moduleName(),
                Service.GATEWAY,
                environment.gateway(),
                options.ports().gatewayManagement());
        options.progress().accept("Starting Kafka and PostgreSQL");
        startStores(data);
        options.progress()
                .accept("Kafka on " + kafka.bootstrapServers() + " and PostgreSQL on 127.0.0.1:" + postgres.port());
        credentials = postgres.database("credentials");
        codes = postgres.database("codes");
        launch(
                Service.CREDENTIAL_SERVICE.moduleName(),
                Service.CREDENTIAL_SERVICE,
                environment.credentialService(kafka, credentials),
                options.ports().credentialManagement());
        launch(
                Service.CODE_INGEST_SERVICE.moduleName(),
                Service.CODE_INGEST_SERVICE,
                environment.codeIngestService(kafka),
                options.ports().ingestManagement());
        for (int replica = 0; replica < options.resolvers(); replica++) {
            int port = replica == 0 ? options.ports().resolver() : FreePort.find();
            int management = replica == 0 ? options.ports().resolverManagement() : FreePort.find();
            resolverPorts.add(port);
            launch(
                    resolverName(replica),
                    Service.TOTP_RESOLVER_SERVICE,
                    environment.totpResolverService(replica, kafka, codes, port, management),
                    management);
        }
        ServiceProcess.awaitReady(
                services, service -> options.progress().accept(service.name() + " is ready"), () -> exiting);
    }

    /** Starts both at once, each on its own thread. An interrupt cannot reach these and lose what just started. */
    private void startStores(Path data) {
        CompletableFuture<LocalKafka> broker = CompletableFuture.supplyAsync(
                () -> Infrastructure.startKafka(
                        data.resolve("kafka"),
                        options.ports().kafka(),
                        options.ports().kafkaController()),
                OWN_THREAD);
        CompletableFuture<LocalPostgres> database = CompletableFuture.supplyAsync(
                () -> Infrastructure.startPostgres(
                        data.resolve("postgres"), options.ports().postgres()),
                OWN_THREAD);
        // Both are waited for, so that close() can stop the one that started.
        RuntimeException failure = null;
        try {
            kafka = broker.join();
        } catch (CompletionException e) {
            failure = cannotStart("Kafka", data.resolve("kafka"), e);
        }
        try {
            postgres = database.join();
        } catch (CompletionException e) {
            failure = cannotStart("PostgreSQL", data.resolve("postgres"), e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static CannotStart cannotStart(String what, Path folder, CompletionException failure) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append("\n  ").append(cause.getMessage());
        }
        return new CannotStart(what + " did not start on " + folder + ":" + reasons);
    }

    private void launch(String name, Service service, Map<String, String> environment, int managementPort) {
        if (exiting) {
            throw new CannotStart("the start was cut short");
        }
        services.add(ServiceProcess.start(
                name,
                service.jar(options.checkout()),
                options.jvmFlags(),
                environment,
                options.data(),
                local(managementPort)));
    }

    private static String resolverName(int replica) {
        String name = Service.TOTP_RESOLVER_SERVICE.moduleName();
        return replica == 0 ? name : name + "-" + (replica + 1);
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
