package dev.postern.platform.sending;

import dev.postern.platform.worker.BackgroundWork;
import dev.postern.platform.worker.Pulse;
import dev.postern.platform.worker.Watched;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.MetricName;

/**
 * The thread by which a producer that lives as long as its process reaches the broker. Kafka's client makes it, and nobody can make it
 * anew: without it each record only times out, as if the broker were away, until the process is started again. So its death counts for
 * the health of the process. A broker that is away does not.
 */
public final class ProducerThread implements Watched {
    private final String work;
    private final Thread thread;

    private ProducerThread(String work, Thread thread) {
        this.work = work;
        this.thread = thread;
    }

    /**
     * Watches the thread of a producer that was just made, until {@link BackgroundWork#forget}.
     *
     * @param work what operators call it
     * @param metrics of the producer; their names tell its id
     * @throws IllegalStateException when it has no thread
     */
    public static Watched watch(String work, Map<MetricName, ?> metrics) {
        String client = metrics.keySet().stream()
                .map(metric -> metric.tags().get("client-id"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A producer does not tell its id"));
        String name = KafkaProducer.NETWORK_THREAD_PREFIX + " | " + client;
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A producer has no thread"));
        Watched watched = new ProducerThread(work, thread);
        BackgroundWork.watch(watched);
        return watched;
    }

    @Override
    public Pulse pulse() {
        return new Pulse(work, thread.isAlive(), Duration.ZERO, Duration.ZERO);
    }
}
