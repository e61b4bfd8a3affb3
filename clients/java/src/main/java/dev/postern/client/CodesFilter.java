package dev.postern.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which received codes are listed: {@code CodesFilter.all().identifier("+15550001111").state("available")}. */
public final class CodesFilter {
    private final Map<String, String> query;

    private CodesFilter(Map<String, String> query) {
        this.query = Collections.unmodifiableMap(query);
    }

    /** All codes, in pages of 50. */
    public static CodesFilter all() {
        return new CodesFilter(Map.of("limit", "50"));
    }

    /** Where they came, however it is spelt. */
    public CodesFilter identifier(String identifier) {
        return with("totp_identifier", identifier);
    }

    /** {@code available}, {@code delivered}, {@code accepted}, {@code rejected}, {@code expired} or {@code repeat}. */
    public CodesFilter state(String state) {
        return with("state", state);
    }

    /** The run that was given the code, or that it is bound to. */
    public CodesFilter run(String run) {
        return with("run", run);
    }

    /** The pusher's label. */
    public CodesFilter source(String source) {
        return with("source", source);
    }

    /** {@code totp} or {@code magic_link}. */
    public CodesFilter otpType(String type) {
        return with("otp_type", type);
    }

    public CodesFilter receivedAfter(Instant time) {
        return with("received_after", time.toString());
    }

    public CodesFilter receivedBefore(Instant time) {
        return with("received_before", time.toString());
    }

    /** How many are fetched at once, from 1 to 200. */
    public CodesFilter pageSize(int size) {
        return with("limit", String.valueOf(size));
    }

    CodesFilter after(String cursor) {
        return with("cursor", cursor);
    }

    String path() {
        return "/v1/codes?"
                + query.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private CodesFilter with(String name, String value) {
        Map<String, String> more = new TreeMap<>(query);
        more.put(name, value);
        return new CodesFilter(more);
    }
}
