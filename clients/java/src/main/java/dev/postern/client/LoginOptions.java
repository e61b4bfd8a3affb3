package dev.postern.client;

import dev.postern.client.sent.CodeRequestFields;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a login asks for. It begins with where the code comes from; each method gives options with one thing more.
 *
 * <pre>{@code
 * LoginOptions.identifier("+15550001111").pageOrigin("https://example.com")
 * }</pre>
 */
public final class LoginOptions {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Source source;
    private @Nullable String pageOrigin;
    private @Nullable String sender;
    private @Nullable String otpType;
    private @Nullable String run;
    private @Nullable String workflowId;
    private @Nullable Instant receivedAfter;
    private @Nullable Long hesitationSeconds;
    private @Nullable Long minRemainingSeconds;
    private Duration lifetime = LIFETIME;

    /** Where the code comes from. An authenticator's is asked for when it is needed: one given before would be over by then. */
    private record Source(
            @Nullable String identifier,
            @Nullable String credential,
            @Nullable String totpUrl,
            boolean lazy) {}

    private LoginOptions(Source source) {
        this.source = source;
    }

    private LoginOptions(LoginOptions other) {
        this(other.source);
        pageOrigin = other.pageOrigin;
        sender = other.sender;
        otpType = other.otpType;
        run = other.run;
        workflowId = other.workflowId;
        receivedAfter = other.receivedAfter;
        hesitationSeconds = other.hesitationSeconds;
        minRemainingSeconds = other.minRemainingSeconds;
        lifetime = other.lifetime;
    }

    /** The address or number to which the site sends its code. */
    public static LoginOptions identifier(String identifier) {
        return new LoginOptions(new Source(identifier, null, null, false));
    }

    /** A stored credential whose seed makes the code ({@code cred_…}). */
    public static LoginOptions authenticator(String credentialId) {
        return new LoginOptions(new Source(null, credentialId, null, true));
    }

    /** A stored credential: its seed, else the address at which its codes arrive. */
    public static LoginOptions credential(String credentialId) {
        return new LoginOptions(new Source(null, credentialId, null, false));
    }

    /** Your own server that knows the code. */
    public static LoginOptions totpUrl(String url) {
        return new LoginOptions(new Source(null, null, url, false));
    }

    /** The origin of the page on which the code is typed, such as {@code https://example.com}. */
    public LoginOptions pageOrigin(String origin) {
        LoginOptions more = new LoginOptions(this);
        more.pageOrigin = origin;
        return more;
    }

    /** Only codes from this address, domain, number or name. */
    public LoginOptions sender(String from) {
        LoginOptions more = new LoginOptions(this);
        more.sender = from;
        return more;
    }

    /** {@code totp} or {@code magic_link}, where it is known before. */
    public LoginOptions otpType(String type) {
        LoginOptions more = new LoginOptions(this);
        more.otpType = type;
        return more;
    }

    /** Your name of this attempt; one of its own unless given. */
    public LoginOptions run(String name) {
        LoginOptions more = new LoginOptions(this);
        more.run = name;
        return more;
    }

    /** A code that was pushed for a workflow goes to no other. */
    public LoginOptions workflowId(String id) {
        LoginOptions more = new LoginOptions(this);
        more.workflowId = id;
        return more;
    }

    /** Only codes that came after this time; unless given, after the login was opened. */
    public LoginOptions receivedAfter(Instant time) {
        LoginOptions more = new LoginOptions(this);
        more.receivedAfter = time;
        return more;
    }

    /** For how long a doubtful code is kept back in case a better one comes; the server's setting unless given. */
    public LoginOptions hesitation(Duration time) {
        LoginOptions more = new LoginOptions(this);
        more.hesitationSeconds = time.toSeconds();
        return more;
    }

    /** For how long an authenticator's code must still be valid; 5 seconds unless given. */
    public LoginOptions minRemaining(Duration time) {
        LoginOptions more = new LoginOptions(this);
        more.minRemainingSeconds = time.toSeconds();
        return more;
    }

    /** How long a request lives, from a second to a day; 15 minutes unless given. A login that waits longer asks anew. */
    public LoginOptions lifetime(Duration time) {
        LoginOptions more = new LoginOptions(this);
        more.lifetime = time;
        return more;
    }

    boolean lazy() {
        return source.lazy();
    }

    @Nullable String otpType() {
        return otpType;
    }

    @Nullable String run() {
        return run;
    }

    @Nullable Instant receivedAfter() {
        return receivedAfter;
    }

    /** The fields of each request of the login, but for its run, its time and its type. */
    CodeRequestFields fields() {
        Duration bounded = lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime;
        long seconds = Math.max(1, bounded.plusNanos(999_999_999).toSeconds());
        return new CodeRequestFields()
                .totpIdentifier(source.identifier())
                .credentialId(source.credential())
                .totpUrl(source.totpUrl())
                .pageOrigin(pageOrigin)
                .sender(sender)
                .workflowId(workflowId)
                .hesitationSeconds(hesitationSeconds)
                .minRemainingSeconds(minRemainingSeconds)
                .timeoutSeconds(Math.min(LONGEST.toSeconds(), seconds));
    }
}
