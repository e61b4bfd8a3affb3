package dev.postern.gateway.proxy;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Says once that a service went out of reach and once that it is back; a line for each request would drown it. */
@Singleton
final class Reachability {
    private static final Logger LOGGER = Logger.getLogger(Reachability.class);

    private final Set<Service> outOfReach = ConcurrentHashMap.newKeySet();

    void reached(Service service) {
        if (!outOfReach.isEmpty() && outOfReach.remove(service)) {
            LOGGER.infof("A service is reachable again: service=%s", service.moduleName());
        }
    }

    void missed(Service service, Throwable cause) {
        if (outOfReach.add(service)) {
            LOGGER.warnf(
                    "A service cannot be reached: service=%s problem=%s",
                    service.moduleName(), cause.getClass().getSimpleName());
        }
    }
}
