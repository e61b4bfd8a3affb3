package dev.postern.platform.worker;

/** A part that lets a service take requests for hours while the broker is away. The service then stays ready. */
@FunctionalInterface
public interface WorksAlone {

    /** Whether requests can be taken now although the broker is away. */
    boolean worksWithoutBroker();
}
