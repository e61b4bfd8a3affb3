package dev.postern.local.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.local.server.RunningServer;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./postern rotate-keys KIND}: has a running Postern replace a key and follows it to the end. For the master, the payload and the index
 * key it also changes the keyset file when it is time. Called again, it follows what goes on.
 */
@Command(
        name = "./postern rotate-keys",
        description = "Replaces keys while Postern serves, and follows it to the end. Can be called again after it was"
                + " ended.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  ./postern rotate-keys data",
            "  ./postern rotate-keys master --keyset secrets/master-key.json",
            "  ./postern rotate-keys payload --keyset secrets/payload-keyset.json",
            "  ./postern rotate-keys index --keyset secrets/index-key.json"
        })
public final class RotateKeys implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final String MASTER = "master";
    private static final String PAYLOAD = "payload";
    private static final String INDEX = "index";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Duration lookEvery;
    private String told = "";
    private boolean toldOfEnded;

    @Parameters(
            paramLabel = "KIND",
            description = "data: the data keys of organisations; master: the key that wraps them; payload: the key that"
                    + " seals what travels on Kafka; index: the key that hashes addresses and signs records")
    private String kind = "";

    @Option(names = "--organization", paramLabel = "ID", description = "whose data key; of all unless said otherwise")
    private @Nullable String organizationId;

    @Option(
            names = "--keyset",
            paramLabel = "FILE",
            description =
                    "the file with the master, payload or index keyset; that of ./postern up unless said otherwise."
                            + " Not for a key in Vault")
    private @Nullable Path keyset;

    @Option(
            names = "--anew",
            description =
                    "begin another rotation of the payload or index key although one waits for its old key's time")
    private boolean anew;

    @Option(names = "--vault", description = "the master key lies in HashiCorp Vault")
    private boolean vault;

    /** Reads where Postern is from {@code POSTERN_URL} and {@code POSTERN_API_KEY}, an operator's key. */
    public RotateKeys(Map<String, String> environment, PrintStream out) {
        this(environment, out, LOOK_EVERY);
    }

    RotateKeys(Map<String, String> environment, PrintStream out, Duration lookEvery) {
        this.environment = environment;
        this.out = out;
        this.lookEvery = lookEvery;
    }

    /** Ends the process: 0 when the rotation is finished, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new RotateKeys(System.getenv(), System.out), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Set.of("data", MASTER, PAYLOAD, INDEX).contains(kind)) {
            throw new VerbFailed("Say which keys to replace: data, master, payload or index.");
        }
        try (RotationsRoute route = new RotationsRoute(setting("POSTERN_URL"), setting("POSTERN_API_KEY"))) {
            Optional<JsonNode> before = anew ? Optional.empty() : route.unfinished(kind);
            follow(route, before.isPresent() ? before.get() : begin(route));
        }
        return 0;
    }

    private JsonNode begin(RotationsRoute route) throws InterruptedException {
        if (kind.equals(PAYLOAD)) {
            file().addKey(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
        } else if (kind.equals(INDEX)) {
            file().addKey(PredefinedPrfParameters.HMAC_SHA256_PRF);
        } else if (hasFile()) {
            file().addPrimaryKey(PredefinedAeadParameters.AES256_GCM);
        }
        return route.begin(kind, organizationId);
    }

    private void follow(RotationsRoute route, JsonNode begun) throws InterruptedException {
        String id = begun.path("rotation_id").asText();
        JsonNode rotation = begun;
        while (rotation.path("finished_at").isNull()) {
            tell(rotation);
            String step = rotation.path("step").asText();
            if (step.equals("retaining")) {
                out.println("The new key is in use. What the old one sealed or hashed is kept until "
                        + rotation.path("waits_until").asText()
                        + ". Call this again then: it takes the old key out of the file.");
                return;
            }
            changeFile(step, rotation.path("new_key_id").asLong());
            Thread.sleep(lookEvery);
            rotation = route.get(id);
        }
        tell(rotation);
    }

    /** What an operator has to do to the file in that step. */
    private void changeFile(String step, long newKey) {
        if (hasFile() && step.equals("removing")) {
            file().keepOnly(newKey);
        } else if (hasFile() && step.equals("promoting")) {
            file().promote(newKey);
        }
    }

    private void tell(JsonNode rotation) {
        String waits = StreamSupport.stream(rotation.path("waits_for_replicas").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        long rows = rotation.path("rows_total").asLong();
        String step = rotation.path("step").asText();
        String line = step
                + meaning(step)
                + (rows == 0
                        ? ""
                        : ": %d of %d".formatted(rotation.path("rows_done").asLong(), rows))
                + (waits.isEmpty() ? "" : ", waits for " + waits);
        if (!line.equals(told)) {
            out.println(line);
            told = line;
        }
        if (!waits.isEmpty() && !toldOfEnded) {
            out.println("A replica that has ended is named for up to a minute.");
            toldOfEnded = true;
        }
    }

    /** What happens in a step, for whoever does not know the steps; empty for one that a newer server has. */
    private static String meaning(String step) {
        return switch (step) {
            case "spreading" -> " (until every replica has the new key)";
            case "promoting" -> " (until every replica uses the new key)";
            case "encrypting", "wrapping" -> " (everything is put under the new key)";
            case "settling" -> " (two minutes, until requests that began before have ended)";
            case "destroying" -> " (the old keys go)";
            case "retaining" -> " (until everything under the old key was deleted)";
            case "removing" -> " (until no replica has the old key)";
            case "overtaken" -> " (a later rotation takes the old key out)";
            case "finished" -> " (the old keys are gone)";
            default -> "";
        };
    }

    private boolean hasFile() {
        return kind.equals(PAYLOAD) || kind.equals(INDEX) || (kind.equals(MASTER) && !vault);
    }

    private KeysetFile file() {
        String name = switch (kind) {
            case PAYLOAD -> "payload-keyset.json";
            case INDEX -> "index-key.json";
            default -> "master-key.json";
        };
        return new KeysetFile(keyset != null ? keyset : Path.of(setting("POSTERN_DATA"), "keys", name));
    }

    private String setting(String variable) {
        return RunningServer.setting(environment, variable);
    }
}
