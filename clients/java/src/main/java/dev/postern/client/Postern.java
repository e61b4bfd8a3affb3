package dev.postern.client;

import dev.postern.client.error.NotFound;
import dev.postern.client.error.SettingsException;
import dev.postern.client.model.CodeAnswer;
import dev.postern.client.model.RedeemedCode;
import dev.postern.client.model.TOTPCode;
import dev.postern.client.model.TotpCodePreview;
import dev.postern.client.sent.TOTPCodeCreate;
import dev.postern.client.wire.Call;
import dev.postern.client.wire.Deadline;
import dev.postern.client.wire.Server;
import dev.postern.client.wire.Wire;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A client of a Postern server. Threads may share it; it needs no closing. */
public final class Postern {
    /** docs/rules.md, "Repeats": a text that one key pushes again within 15 seconds is one code. */
    private static final Duration PUSH_AGAIN = Duration.ofSeconds(12);

    private final Wire wire;
    private final Patience patience;

    private Postern(Wire wire, Patience patience) {
        this.wire = wire;
        this.patience = patience;
    }

    /**
     * With the variables {@code POSTERN_URL} and {@code POSTERN_API_KEY}.
     *
     * @throws SettingsException one of them is missing or cannot be used
     */
    public static Postern fromEnvironment() {
        return at(System.getenv("POSTERN_URL"), System.getenv("POSTERN_API_KEY"));
    }

    /**
     * With an address and a key.
     *
     * @param url where the server is, such as {@code https://postern.example.com}
     * @param apiKey {@code pk_…}
     * @throws SettingsException one of them is missing or cannot be used
     */
    public static Postern at(@Nullable String url, @Nullable String apiKey) {
        return new Postern(new Wire(new Server(url, apiKey)), Patience.USUAL);
    }

    /** With a client of yours, such as one with a proxy or other certificates. It should follow no redirects. */
    public static Postern at(@Nullable String url, @Nullable String apiKey, HttpClient http) {
        return new Postern(new Wire(new Server(url, apiKey), http), Patience.USUAL);
    }

    /** For how long calls that do not wait are tried again, such as the one that opens a login; 30 seconds unless given. */
    public Postern timeout(Duration time) {
        return new Postern(wire, new Patience(time, patience.hold(), patience.grace()));
    }

    /** For how long the server may hold one answer, 55 seconds at most; less where a proxy cuts calls off. */
    public Postern hold(Duration time) {
        return new Postern(wire, new Patience(patience.timeout(), time, patience.grace()));
    }

    /** After how much longer a call counts as lost; 10 seconds unless given. */
    public Postern grace(Duration time) {
        return new Postern(wire, new Patience(patience.timeout(), patience.hold(), time));
    }

    /**
     * A login that needs a code:
     *
     * <pre>{@code
     * postern.login(LoginOptions.identifier("+15550001111"), login -> {
     *     page.click("text=Send me a code");
     *     page.fill("#code", login.code(Duration.ofSeconds(60)));
     * });
     * }</pre>
     *
     * <p>The request is made before the block begins, so make the site send its code inside. When the block ends, it is reported that the
     * site took the code, or the request is given up if no code was taken. A block that throws after a code was taken reports nothing:
     * call {@link Login#rejected()}, {@link Login#released()} or {@link Login#accepted()} if you know.
     */
    public <E extends Exception> void login(LoginOptions options, LoginBlock.Quiet<E> block) throws E {
        answerOf(options, login -> {
            block.run(login);
            return login;
        });
    }

    /** As {@link #login}, for a block that gives something. */
    public <T, E extends Exception> T answerOf(LoginOptions options, LoginBlock<T, E> block) throws E {
        Login login = open(options);
        boolean succeeded = false;
        try {
            T given = block.run(login);
            succeeded = true;
            return given;
        } finally {
            login.close(succeeded);
        }
    }

    /**
     * The form for {@code try (Login login = …)}. It cannot know whether the block failed, so report a code yourself:
     *
     * <pre>{@code
     * try (Login login = postern.open(LoginOptions.identifier("+15550001111"))) {
     *     page.click("text=Send me a code");
     *     page.fill("#code", login.code());
     *     login.accepted();
     * }
     * }</pre>
     */
    public Login open(LoginOptions options) {
        return new Login(wire, patience, options).begin();
    }

    /** Hands a received message, or a code, to Postern. Tried again for 12 seconds: a repeat within 15 counts once. */
    public TOTPCode push(String identifier, String content) {
        return push(new TOTPCodeCreate().totpIdentifier(identifier).content(content));
    }

    /** As {@link #push(String, String)}, with what belongs to the message. */
    public TOTPCode push(TOTPCodeCreate message) {
        Call call = Call.of("POST", "/v1/credentials/totp", message.json());
        return TOTPCode.of(wire.checked(call, PUSH_AGAIN).object());
    }

    /** What was received, newest first; pages are fetched as they are needed. */
    public Stream<CodeAnswer> codes(CodesFilter filter) {
        CodePages pages = new CodePages(wire, patience.timeout(), filter);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * The present code of a credential's authenticator, to look at. It hands nothing out: a login uses
     * {@link LoginOptions#authenticator}.
     */
    public TotpCodePreview preview(String credentialId) {
        String id = URLEncoder.encode(credentialId, StandardCharsets.UTF_8);
        Call call = Call.of("GET", "/v1/credentials/" + id + "/totp-code");
        return TotpCodePreview.of(wire.checked(call, patience.timeout()).object());
    }

    /**
     * The code that a handle stands for, once: for the side that types what a language model must not see. It needs the scope
     * {@code codes:redeem}. A lost answer is asked for again.
     *
     * @throws HandleUnusable it was redeemed, its 60 seconds are over, or it is unknown here
     */
    public RedeemedCode redeem(String handle) {
        return redeem(handle, UUID.randomUUID().toString());
    }

    /**
     * As {@link #redeem(String)}.
     *
     * @param idempotencyKey your own random text. The server knows by it that a call is a repeat, so that you may call again with it after a
     *     failure
     */
    public RedeemedCode redeem(String handle, String idempotencyKey) {
        Call call = Call.of("POST", "/v1/code-handles/" + URLEncoder.encode(handle, StandardCharsets.UTF_8) + "/redeem")
                .withHeader("idempotency-key", idempotencyKey);
        int[] lost = {0};
        try {
            return RedeemedCode.of(wire.send(() -> call, Deadline.after(patience.timeout()), failure -> lost[0]++)
                    .checked()
                    .object());
        } catch (NotFound e) {
            if (!e.type().equals("/problems/not-found")) {
                throw e;
            }
            throw new HandleUnusable(lost[0] > 0, e);
        }
    }

    /** For routes that have no method here. */
    public Wire wire() {
        return wire;
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Postern " + wire.server();
    }
}
