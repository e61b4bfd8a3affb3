package dev.postern.benchmarks.neighbours;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one organisation floods.
 *
 * @param services that it asks
 * @param keys of the organisation, used in turn
 * @param held requests that are held
 * @param streams of events
 * @param callers that push, make requests and read lists without a pause, each on a connection
 * @param fronts which of {@link #FRONTS}
 */
record FloodPlan(
        Map<Service, URI> services, List<String> keys, int held, int streams, int callers, Set<String> fronts) {
    /** What can be flooded: streams of events, held requests, pushes, requests that are made, lists that are read. */
    static final List<String> FRONTS = List.of("stream", "held", "push", "made", "list");

    FloodPlan {
        for (String front : fronts) {
            if (!FRONTS.contains(front)) {
                throw new CannotMeasure("there is no front " + front);
            }
        }
    }

    static FloodPlan read(String line) {
        try {
            return Tenant.JSON.readValue(line, FloodPlan.class);
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("the plan of the flood cannot be read");
        }
    }

    /** On one line. */
    String written() {
        try {
            return Tenant.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("the plan of the flood cannot be written");
        }
    }

    List<Tenant> tenants() {
        return keys.stream().map(key -> new Tenant(services, key)).toList();
    }

    @Override
    public String toString() {
        return "FloodPlan[***]";
    }
}
