package dev.postern.resolver.calling;

import dev.postern.resolver.state.UrlResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call.
 *
 * @param response a record of how the server answered, for its owner
 * @param took how long it took
 * @param asAgreed whether the server keeps to the contract
 * @param found a code; null when there was none
 * @param keys recognise the code when the server repeats it, by each key of the index keyset; empty when there was no code
 */
public record Heard(
        UrlResponse response, Duration took, boolean asAgreed, Reading.@Nullable Found found, List<String> keys) {}
