package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicView;
import dev.postern.platform.topic.TopicView.Lookup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every API key there is, by its hash, as the compacted topic tells. */
@ApplicationScoped
class ApiKeys {
    private static final Logger LOGGER = Logger.getLogger(ApiKeys.class);
    private static final EventJson.Reader<ApiKeyChanged> READER = EventJson.readerFor(ApiKeyChanged.class);

    private final Map<String, ApiKeyChanged> byHash = new ConcurrentHashMap<>();
    private final TopicView view;

    ApiKeys(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.view = new TopicView(kafka, Topic.API_KEYS, this::apply);
    }

    void onStart(@Observes StartupEvent event) {
        view.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        view.close();
    }

    boolean complete() {
        return view.complete();
    }

    Duration staleFor() {
        return view.staleFor();
    }

    /** A key by its hash; it may be revoked. */
    Lookup<ApiKeyChanged> find(String keyHash) {
        return view.find(() -> byHash.get(keyHash));
    }

    private void apply(String keyHash, byte @Nullable [] value) {
        if (value == null) {
            byHash.remove(keyHash);
            return;
        }
        try {
            ApiKeyChanged read = READER.read(value);
            byHash.merge(keyHash, read, ApiKeys::newer);
        } catch (MalformedEvent e) {
            LOGGER.errorf("An API key record could not be read topic=%s", Topic.API_KEYS.topicName());
        }
    }

    /** Records may come twice and out of order; a revocation is final. */
    static ApiKeyChanged newer(ApiKeyChanged known, ApiKeyChanged read) {
        if (known.state() == ApiKeyChanged.State.REVOKED) {
            return known;
        }
        if (read.state() == ApiKeyChanged.State.REVOKED || read.version() > known.version()) {
            return read;
        }
        return known;
    }
}
