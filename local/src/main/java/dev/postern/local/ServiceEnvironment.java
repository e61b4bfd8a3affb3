package dev.postern.local;

import dev.postern.local.backup.RestoredAt;
import dev.postern.local.console.SignInLink;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.local.process.Ports;
import java.util.HashMap;
import java.util.Map;

/** The settings each service is started with, as environment variables. */
final class ServiceEnvironment {
    private static final String HOST = "127.0.0.1";

    private final LocalOptions options;
    private final UnsafeLocalSecrets secrets;

    ServiceEnvironment(LocalOptions options, UnsafeLocalSecrets secrets) {
        this.options = options;
        this.secrets = secrets;
    }

    Map<String, String> gateway() {
        Ports ports = options.ports();
        Map<String, String> settings = listening(ports.gateway(), ports.gatewayManagement());
        settings.put("POSTERN_GATEWAY_CREDENTIAL_SERVICE", url(ports.credential()));
        settings.put("POSTERN_GATEWAY_CODE_INGEST_SERVICE", url(ports.ingest()));
        settings.put("POSTERN_GATEWAY_TOTP_RESOLVER_SERVICE", url(ports.resolver()));
        settings.put(
                "POSTERN_CONSOLE_LINK_FOLDER",
                SignInLink.folder(options.data()).toAbsolutePath().toString());
        settings.put(
                "POSTERN_CONSOLE_LINK_KEY_FILE",
                secrets.apiKey().toAbsolutePath().toString());
        return withExtras(Service.GATEWAY, settings);
    }

    Map<String, String> credentialService(LocalKafka kafka, LocalPostgres.Database database) {
        Ports ports = options.ports();
        Map<String, String> settings = listening(ports.credential(), ports.credentialManagement());
        common(settings, kafka);
        database(settings, database);
        settings.put("POSTERN_MASTER_KEY_FILE", secrets.masterKey().toString());
        settings.put("POSTERN_INTERNAL_TOKEN_FILE", secrets.internalToken().toString());
        settings.put("POSTERN_INTERNAL_HOST", HOST);
        settings.put("POSTERN_INTERNAL_PORT", Integer.toString(ports.credentialInternal()));
        settings.put("POSTERN_BOOTSTRAP_LOCAL_KEY_FILE", secrets.apiKey().toString());
        settings.put(
                "POSTERN_BOOTSTRAP_OPERATOR_KEY_FILE", secrets.operatorKey().toString());
        RestoredAt.of(options.data()).ifPresent(restored -> settings.put("POSTERN_TOTP_HELD_BACK_UNTIL", restored));
        return withExtras(Service.CREDENTIAL_SERVICE, settings);
    }

    Map<String, String> codeIngestService(LocalKafka kafka) {
        Map<String, String> settings =
                listening(options.ports().ingest(), options.ports().ingestManagement());
        common(settings, kafka);
        settings.put("POSTERN_INGEST_SMTP_ENABLED", "true");
        settings.put("POSTERN_INGEST_SMTP_HOST", HOST);
        settings.put(
                "POSTERN_INGEST_SMTP_PORT", Integer.toString(options.ports().ingestSmtp()));
        settings.put(
                "POSTERN_INGEST_SPOOL_FOLDER",
                options.data().resolve("ingest").toAbsolutePath().toString());
        return withExtras(Service.CODE_INGEST_SERVICE, settings);
    }

    Map<String, String> totpResolverService(
            int replica, LocalKafka kafka, LocalPostgres.Database database, int port, int managementPort) {
        Map<String, String> settings = listening(port, managementPort);
        common(settings, kafka);
        database(settings, database);
        settings.put("POSTERN_INTERNAL_URL", url(options.ports().credentialInternal()));
        settings.put("POSTERN_INTERNAL_TOKEN_FILE", secrets.internalToken().toString());
        settings.putAll(options.environment().getOrDefault(Service.TOTP_RESOLVER_SERVICE, Map.of()));
        settings.putAll(options.replicaEnvironment().getOrDefault(replica, Map.of()));
        return settings;
    }

    private void common(Map<String, String> settings, LocalKafka kafka) {
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("POSTERN_PUBLIC_URL", url(options.ports().gateway()));
        settings.put(
                "POSTERN_SEALING_PAYLOAD_KEYSET_FILE", secrets.payloadKeyset().toString());
        settings.put("POSTERN_SEALING_INDEX_KEY_FILE", secrets.indexKey().toString());
    }

    private static void database(Map<String, String> settings, LocalPostgres.Database database) {
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        // Everything starts at once here: on a slow machine the first connection may take longer than one caller would
        // wait.
        settings.put("QUARKUS_FLYWAY_CONNECT_RETRIES", "10");
        settings.put("QUARKUS_FLYWAY_CONNECT_RETRIES_INTERVAL", "1S");
    }

    private static Map<String, String> listening(int port, int managementPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("POSTERN_ENVIRONMENT", "local");
        settings.put("QUARKUS_HTTP_HOST", HOST);
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("QUARKUS_MANAGEMENT_HOST", HOST);
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        return settings;
    }

    private Map<String, String> withExtras(Service service, Map<String, String> settings) {
        settings.putAll(options.environment().getOrDefault(service, Map.of()));
        return settings;
    }

    private static String url(int port) {
        return "http://" + HOST + ":" + port;
    }
}
