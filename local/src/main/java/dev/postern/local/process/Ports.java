package dev.postern.local.process;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything listens on 127.0.0.1. A service's management listener (health, metrics) is named beside it.
 *
 * @param gateway the one address for callers
 * @param gatewayManagement of the gateway
 * @param credential of credential-service
 * @param credentialManagement of credential-service
 * @param credentialInternal of credential-service, for the resolver alone
 * @param ingest of code-ingest-service
 * @param ingestManagement of code-ingest-service
 * @param ingestSmtp of code-ingest-service, for mails
 * @param resolver of totp-resolver-service
 * @param resolverManagement of totp-resolver-service
 * @param kafka of the broker
 * @param kafkaController of the broker's controller
 * @param postgres of the database server
 */
public record Ports(
        int gateway,
        int gatewayManagement,
        int credential,
        int credentialManagement,
        int credentialInternal,
        int ingest,
        int ingestManagement,
        int ingestSmtp,
        int resolver,
        int resolverManagement,
        int kafka,
        int kafkaController,
        int postgres) {

    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("GATEWAY", "the gateway"),
            Map.entry("GATEWAY_MANAGEMENT", "health and metrics of the gateway"),
            Map.entry("CREDENTIAL", "credential-service"),
            Map.entry("CREDENTIAL_MANAGEMENT", "health and metrics of credential-service"),
            Map.entry("CREDENTIAL_INTERNAL", "credential-service's internal listener"),
            Map.entry("INGEST", "code-ingest-service"),
            Map.entry("INGEST_MANAGEMENT", "health and metrics of code-ingest-service"),
            Map.entry("INGEST_SMTP", "the mail listener of code-ingest-service"),
            Map.entry("RESOLVER", "totp-resolver-service"),
            Map.entry("RESOLVER_MANAGEMENT", "health and metrics of totp-resolver-service"),
            Map.entry("KAFKA", "Kafka"),
            Map.entry("KAFKA_CONTROLLER", "Kafka's controller"),
            Map.entry("POSTGRES", "PostgreSQL"));

    /** The usual ports, each changeable by a variable such as {@code POSTERN_GATEWAY_PORT}. */
    public static Ports ofEnvironment(Map<String, String> environment) {
        return new Ports(
                port(environment, "GATEWAY", 8080),
                port(environment, "GATEWAY_MANAGEMENT", 9080),
                port(environment, "CREDENTIAL", 8081),
                port(environment, "CREDENTIAL_MANAGEMENT", 9081),
                port(environment, "CREDENTIAL_INTERNAL", 8091),
                port(environment, "INGEST", 8082),
                port(environment, "INGEST_MANAGEMENT", 9082),
                port(environment, "INGEST_SMTP", 2525),
                port(environment, "RESOLVER", 8083),
                port(environment, "RESOLVER_MANAGEMENT", 9083),
                port(environment, "KAFKA", 9092),
                port(environment, "KAFKA_CONTROLLER", 9093),
                port(environment, "POSTGRES", 5433));
    }

    /** Ports that nothing listens on, for tests that run beside others. */
    public static Ports free() {
        return new Ports(
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find(),
                FreePort.find());
    }

    /** A sentence on the first port that cannot be used, because it is taken or named twice; empty when all can. */
    public Optional<String> busy() {
        Map<Integer, String> seen = new HashMap<>();
        for (Map.Entry<String, Integer> port : named().entrySet()) {
            String variable = "POSTERN_" + port.getKey() + "_PORT";
            String twin = seen.putIfAbsent(port.getValue(), variable);
            if (twin != null) {
                return Optional.of("Port " + port.getValue() + " is both " + twin + " and " + variable
                        + ". Set one of them to another port and start again.");
            }
            if (FreePort.isBusy(port.getValue())) {
                return Optional.of("Port " + port.getValue() + " is in use, and Postern needs it for "
                        + PURPOSES.get(port.getKey()) + ". Stop what listens there, or set " + variable
                        + " to a free port and start again.");
            }
        }
        return Optional.empty();
    }

    public Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("GATEWAY", gateway);
        named.put("GATEWAY_MANAGEMENT", gatewayManagement);
        named.put("CREDENTIAL", credential);
        named.put("CREDENTIAL_MANAGEMENT", credentialManagement);
        named.put("CREDENTIAL_INTERNAL", credentialInternal);
        named.put("INGEST", ingest);
        named.put("INGEST_MANAGEMENT", ingestManagement);
        named.put("INGEST_SMTP", ingestSmtp);
        named.put("RESOLVER", resolver);
        named.put("RESOLVER_MANAGEMENT", resolverManagement);
        named.put("KAFKA", kafka);
        named.put("KAFKA_CONTROLLER", kafkaController);
        named.put("POSTGRES", postgres);
        return named;
    }

    private static int port(Map<String, String> environment, String name, int usual) {
        String variable = "POSTERN_" + name + "_PORT";
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return usual;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new CannotStart(variable + " is not a port number. Set it to a number from 1 to 65535, or unset it.");
    }
}
