package dev.postern.gateway.proxy;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Logs once that a service went out of reach and once that it is back. A line for each request would flood the log, and
 * so would a line for each turn of a service that comes and goes: it is logged again only after a while.
 */
@Singleton
final class Reachability {
    private static final Logger LOGGER = Logger.getLogger(Reachability.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final Set<Service> outOfReach = ConcurrentHashMap.newKeySet();
    private final Map<Service, Long> lastSaid = new ConcurrentHashMap<>();

    void reached(Service service) {
        if (!outOfReach.isEmpty() && outOfReach.remove(service)) {
            LOGGER.infof("A service is reachable again: service=%s", service.moduleName());
        }
    }

    void missed(Service service, Throwable cause) {
        Long said = lastSaid.get(service);
        long now = System.nanoTime();
        if ((said == null || now - said > QUIET_NANOS) && outOfReach.add(service)) {
            lastSaid.put(service, now);
            LOGGER.warnf(
                    "A service cannot be reached: service=%s problem=%s",
                    service.moduleName(), cause.getClass().getSimpleName());
        }
    }
}
