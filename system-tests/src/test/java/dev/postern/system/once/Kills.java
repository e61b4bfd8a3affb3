package dev.postern.system.once;

import dev.postern.local.LocalSystem;
import dev.postern.local.process.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Kills resolvers at random while logins go on; each is started again at once, which moves its partitions twice. */
final class Kills {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<ServiceProcess> resolvers;
    private final int kills;
    private volatile boolean over;

    Kills(LocalSystem system, int replicas, int kills) {
        this.resolvers =
                IntStream.range(0, replicas).mapToObj(system::resolverProcess).toList();
        this.kills = kills;
    }

    /** Spreads the kills evenly over the work. One resolver always serves. */
    void spreadOver(int total, IntSupplier done) {
        for (int kill = 0; kill < kills; kill++) {
            double moment = (kill + ThreadLocalRandom.current().nextDouble()) / kills;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> over || (done.getAsInt() >= moment * total && ready().size() > 1));
            if (over) {
                return;
            }
            List<ServiceProcess> ready = ready();
            ServiceProcess victim = ready.get(ThreadLocalRandom.current().nextInt(ready.size()));
            victim.kill();
            victim.startAgain();
        }
    }

    /** Ends the killing. */
    void end() {
        over = true;
    }

    /** Waits until those that were killed serve again. */
    void awaitReady() {
        resolvers.forEach(ServiceProcess::awaitReady);
    }

    private List<ServiceProcess> ready() {
        return resolvers.stream().filter(ServiceProcess::isReady).toList();
    }
}
