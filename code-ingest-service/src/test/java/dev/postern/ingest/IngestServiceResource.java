package dev.postern.ingest;

import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the service needs to run: a real broker and keys, in a folder of their own. */
public class IngestServiceResource implements QuarkusTestResourceLifecycleManager {
    private LocalKafka kafka;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("code-ingest-service");
            kafka = Infrastructure.startKafka(folder.resolve("kafka"), 0);
            UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(folder);
            return Map.of(
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    "postern.environment", "local",
                    "postern.sealing.payload-keyset-file",
                            secrets.payloadKeyset().toString(),
                    "postern.sealing.index-key-file", secrets.indexKey().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                (Broker) up -> {
                    if (up) {
                        kafka.restart();
                    } else {
                        kafka.stop();
                    }
                },
                new TestInjector.MatchesType(Broker.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    /** Takes the broker away and gives it back. */
    public interface Broker {
        void up(boolean up);
    }
}
