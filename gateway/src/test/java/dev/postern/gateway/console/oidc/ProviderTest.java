package dev.postern.gateway.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.fixtures.EndlessAnswer;
import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.oidc.Lies;
import dev.postern.fixtures.oidc.OidcProvider;
import dev.postern.gateway.console.oidc.SignOnFailed.Problem;
import dev.postern.gateway.console.page.Form;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {
    private static final String BACK = "http://127.0.0.1:8080/console/sign-in/oidc/back";
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private OidcProvider server;
    private Provider provider;

    @BeforeEach
    void start() throws IOException {
        server = OidcProvider.start("the console", "a secret: 100%", BACK).with("anna@example.com", "support", "ops");
        provider = provider(server.issuer().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoComesBackIsWhomTheProviderNames() throws SignOnFailed {
        // Given
        Attempt attempt = attempt();

        // When
        Person person = provider.person(attempt, back(attempt));

        // Then
        assertThat(person.name()).isEqualTo("anna@example.com");
        assertThat(person.roles()).containsExactlyInAnyOrder("support", "ops");
    }

    @Test
    void rolesThatTheTokenLacksComeFromTheUserInfo() throws SignOnFailed {
        // Given
        server.keepRolesOutOfTheToken();
        Attempt attempt = attempt();

        // When
        Person person = provider.person(attempt, back(attempt));

        // Then
        assertThat(person.roles()).containsExactlyInAnyOrder("support", "ops");
    }

    @Test
    void aKeyThatTheProviderReplacedIsFetched() throws SignOnFailed {
        // Given
        Attempt first = attempt();
        provider.person(first, back(first));
        server.rotateKey();
        Attempt second = attempt();

        // When
        Person person = provider.person(second, back(second));

        // Then
        assertThat(person.name()).isEqualTo("anna@example.com");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("another nonce", Lies.of(claims -> claims.claim("nonce", "another"))),
                Arguments.of("no nonce", Lies.of(claims -> claims.claim("nonce", null))),
                Arguments.of("another audience", Lies.of(claims -> claims.audience("another"))),
                Arguments.of("no audience", Lies.of(claims -> claims.audience((String) null))),
                Arguments.of(
                        "several audiences and no party",
                        Lies.of(claims -> claims.audience(List.of("the console", "another")))),
                Arguments.of("another party", Lies.of(claims -> claims.claim("azp", "another"))),
                Arguments.of("another issuer", Lies.of(claims -> claims.issuer("https://elsewhere.example"))),
                Arguments.of(
                        "over",
                        Lies.of(claims ->
                                claims.expirationTime(Date.from(Instant.now().minusSeconds(600))))),
                Arguments.of("without an end", Lies.of(claims -> claims.expirationTime(null))),
                Arguments.of("nobody", Lies.of(claims -> claims.subject(null))),
                Arguments.of("another key", new Lies(claims -> claims, OidcProvider.newKey(), Lies.Algorithm.KEY_PAIR)),
                Arguments.of("the client's secret", new Lies(claims -> claims, null, Lies.Algorithm.SECRET)),
                Arguments.of("no signature", new Lies(claims -> claims, null, Lies.Algorithm.NONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aTokenThatIsNotForThisSignInSignsNobodyIn(String what, Lies lies) throws SignOnFailed {
        // Given
        server.lie(lies);
        Attempt attempt = attempt();
        Form back = back(attempt);

        // Then
        refuses(Problem.TOKEN_REFUSED, attempt, back);
    }

    @Test
    void anAnswerToSomebodyElsesSignInSignsNobodyIn() throws SignOnFailed {
        // Given
        Attempt theirs = attempt();
        Form back = back(theirs);
        Attempt ours = attempt();

        // Then
        refuses(Problem.NOT_BEGUN_HERE, ours, back);
        refuses(Problem.NOT_BEGUN_HERE, theirs, with(back, "iss", "https://elsewhere.example"));
        refuses(Problem.NOT_BEGUN_HERE, theirs, with(back, "iss", ""));
        refuses(Problem.CODE_REFUSED, new Attempt(theirs.state(), theirs.nonce(), ours.verifier(), ""), back);
        refuses(Problem.CODE_REFUSED, theirs, back);
    }

    @Test
    void whoIsRefusedByTheProviderIsToldSo() throws SignOnFailed {
        // Given
        Attempt attempt = attempt();

        // Then
        refuses(Problem.REFUSED, attempt, with(with(back(attempt), "code", ""), "error", "access_denied"));
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgainTheNextTime() throws IOException {
        // Given
        Provider away = provider("http://127.0.0.1:1/realm");
        Provider another = provider(server.issuer() + "/other");

        // Then
        assertThatExceptionOfType(SignOnFailed.class)
                .isThrownBy(() -> away.address(attempt()))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER));
        assertThatExceptionOfType(SignOnFailed.class)
                .isThrownBy(() -> another.address(attempt()))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER));
    }

    @Test
    @Timeout(60)
    void aProviderWhoseAnswerNeverEndsDoesNotAnswer() throws IOException {
        // Given
        try (EndlessAnswer endless = EndlessAnswer.start()) {
            Provider slow = provider(endless.url(), new ProviderCalls(Duration.ofMillis(500)));

            // Then
            assertThatExceptionOfType(SignOnFailed.class)
                    .isThrownBy(() -> slow.address(attempt()))
                    .satisfies(failure -> assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".well-known/openid-configuration", "keys", "token"})
    void noCallFollowsARedirect(String path) throws IOException {
        try (UserServer other = UserServer.start(_ -> UserServer.Reply.json("{}"))) {
            // Given
            server.move(path, other.url());

            // Then
            assertThatExceptionOfType(SignOnFailed.class).isThrownBy(() -> {
                Attempt attempt = attempt();
                provider.person(attempt, back(attempt));
            });
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void theWayOutOfTheProviderComesBackToTheSignIn() throws SignOnFailed {
        assertThat(provider.signOutAddress())
                .startsWith(server.issuer() + "/leave?")
                .contains(
                        "client_id=the+console",
                        "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fconsole%2Fsign-in");
    }

    private void refuses(Problem problem, Attempt attempt, Form back) {
        assertThatExceptionOfType(SignOnFailed.class)
                .isThrownBy(() -> provider.person(attempt, back))
                .satisfies(failure -> assertThat(failure.problem()).isEqualTo(problem));
    }

    private static Attempt attempt() {
        return Attempt.begin(RANDOM, "/console/codes");
    }

    private Form back(Attempt attempt) throws SignOnFailed {
        URI back = server.click(URI.create(provider.address(attempt)), "anna@example.com");
        return new Form(new QueryStringDecoder(back).parameters(), null);
    }

    private static Form with(Form form, String name, String value) {
        Map<String, List<String>> fields = new java.util.HashMap<>(form.fields());
        fields.put(name, List.of(value));
        return new Form(fields, null);
    }

    @Test
    void whoComesWhileTheProviderIsAskedSharesItsAnswerAndWhoComesLaterAsksAnew() throws Exception {
        // Given
        CountDownLatch answers = new CountDownLatch(1);
        List<Problem> heard = new CopyOnWriteArrayList<>();
        try (UserServer away = UserServer.start(_ -> {
            answers.await();
            return new UserServer.Reply(503, "text/plain", "");
        })) {
            Provider waitedFor = provider(away.url());
            Runnable signIn = () -> {
                try {
                    waitedFor.address(attempt());
                } catch (SignOnFailed e) {
                    heard.add(e.problem());
                }
            };
            List<Thread> people =
                    Stream.generate(() -> new Thread(signIn)).limit(8).toList();

            // When
            people.forEach(Thread::start);
            Awaitility.await()
                    .until(() -> people.stream()
                            .allMatch(person -> Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                                    .contains(person.getState())));
            answers.countDown();
            for (Thread person : people) {
                person.join();
            }

            // Then
            assertThat(heard).hasSize(8).containsOnly(Problem.NO_ANSWER);
            assertThat(away.calls()).hasSize(1);

            // When
            signIn.run();

            // Then
            assertThat(away.calls()).hasSize(2);
        }
    }

    private Provider provider(String issuer) throws IOException {
        return provider(issuer, new ProviderCalls());
    }

    private Provider provider(String issuer, ProviderCalls calls) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "a secret: 100%\n");
        Path key = Files.writeString(folder.resolve("key"), "pk_1");
        Configured configured = Configured.of(
                        new SettingsOf(issuer, "the console", secret, BACK, "support=o_1 codes:read", key))
                .orElseThrow();
        return new Provider(configured, List.of("openid", "email"), new Provider.Claims("email", "groups"), calls);
    }
}
