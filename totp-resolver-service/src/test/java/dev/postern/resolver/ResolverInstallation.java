package dev.postern.resolver;

import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker, a database, keys and a stand-in for credential-service for the resolver under test. */
public final class ResolverInstallation implements QuarkusTestResourceLifecycleManager {
    private LocalKafka kafka;
    private static LocalPostgres postgres;
    private CredentialServiceStub credentialService;

    /** The database server, for tests in which it is away for a while; they bring it back. */
    public static LocalPostgres postgres() {
        return postgres;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("resolver-test");
            CompletableFuture<LocalKafka> starting =
                    CompletableFuture.supplyAsync(() -> Infrastructure.startKafka(folder.resolve("kafka"), 0));
            postgres = Infrastructure.startPostgres(folder.resolve("postgres"), 0);
            kafka = starting.join();
            credentialService = CredentialServiceStub.start();
            LocalPostgres.Database codes = postgres.database("codes");
            UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(folder);
            Map<String, String> settings = new HashMap<>();
            settings.put("postern.environment", "local");
            settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            settings.put("quarkus.datasource.jdbc.url", codes.jdbcUrl());
            settings.put("quarkus.datasource.username", codes.username());
            settings.put("quarkus.datasource.password", codes.password());
            settings.put(
                    "postern.sealing.payload-keyset-file",
                    secrets.payloadKeyset().toString());
            settings.put("postern.sealing.index-key-file", secrets.indexKey().toString());
            settings.put("postern.internal.token-file", secrets.internalToken().toString());
            settings.put("postern.internal.url", credentialService.url());
            settings.put("postern.outbound.unsafe-allowed-networks", "127.0.0.0/8");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (credentialService != null) {
            credentialService.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
