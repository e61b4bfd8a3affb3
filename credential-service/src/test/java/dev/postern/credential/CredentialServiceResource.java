package dev.postern.credential;

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

/** What the service needs to run: a real broker, a real PostgreSQL and keys, in a folder of their own. */
public final class CredentialServiceResource implements QuarkusTestResourceLifecycleManager {
    private LocalKafka kafka;
    private LocalPostgres postgres;

    @Override
    public Map<String, String> start() {
        Path folder = temporaryFolder();
        CompletableFuture<LocalKafka> starting =
                CompletableFuture.supplyAsync(() -> Infrastructure.startKafka(folder.resolve("kafka"), 0));
        postgres = Infrastructure.startPostgres(folder.resolve("postgres"), 0);
        kafka = starting.join();
        LocalPostgres.Database database = postgres.database("credentials");
        UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(folder);
        Map<String, String> settings = new HashMap<>();
        settings.put("postern.environment", "local");
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.username());
        settings.put("quarkus.datasource.password", database.password());
        settings.put(
                "postern.sealing.payload-keyset-file", secrets.payloadKeyset().toString());
        settings.put("postern.sealing.index-key-file", secrets.indexKey().toString());
        settings.put("postern.master.key-file", secrets.masterKey().toString());
        settings.put("postern.internal.token-file", secrets.internalToken().toString());
        settings.put("postern.bootstrap.local-key-file", secrets.apiKey().toString());
        settings.put(
                "postern.bootstrap.operator-key-file", secrets.operatorKey().toString());
        settings.put("quarkus.log.file.enabled", "true");
        settings.put("quarkus.log.file.path", folder.resolve("service.log").toString());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(LocalKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("credential-service");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
