package dev.postern.resolver.calling;

import dev.postern.resolver.state.UrlResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call.
 *
 * @param response a record of how the server answered, for its owner
 * @param took how long it took
 * @param asAgreed whether the server keeps to the contract
 * @param found a code; null when there was none
 * @param key recognises the code when the server repeats it; empty when there was no code
 */
public record Heard(UrlResponse response, Duration took, boolean asAgreed, Reading.@Nullable Found found, String key) {}
