package dev.postern.system.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Many logins and many senders over a few mailboxes. Each login is a run of its own, asks some replica, and asks another when that
 * one dies, with the same key. What they saw and what they were told is kept.
 */
final class Crowd {
    private static final int AT_ONCE = 96;
    /** One login of so many waits out a doubt as long as the rules say; the others are in a hurry, so that the crowd meets often. */
    private static final int PATIENT = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Eight digits that are no date and no two of which look like a series. */
    private static final long FIRST_CODE = 30_000_017;

    private static final long NEXT_CODE = 37;

    private final Api api;
    private final List<URI> resolvers;
    private final List<String> mailboxes;
    private final AtomicInteger codes = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    /** By code, the id that its sender was told. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();

    Crowd(LocalSystem system, Api api, int replicas, int mailboxes) {
        this.api = api;
        this.resolvers = IntStream.range(0, replicas).mapToObj(system::resolver).toList();
        String series = UUID.randomUUID().toString();
        this.mailboxes = IntStream.range(0, mailboxes)
                .mapToObj(number -> series + "-" + number + "@example.com")
                .toList();
    }

    /** Codes and as many logins, many at once, until enough is done; returns when every login has its code. */
    void meetUntil(BooleanSupplier done) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (failures.isEmpty() && !done.getAsBoolean()) {
                String mailbox = mailboxes.get(ThreadLocalRandom.current().nextInt(mailboxes.size()));
                places.acquire(2);
                for (Consumer<String> client : List.<Consumer<String>>of(this::push, this::login)) {
                    var _ = CompletableFuture.runAsync(() -> client.accept(mailbox), threads)
                            .whenComplete((_, failure) -> {
                                places.release();
                                if (failure != null) {
                                    failures.add(failure);
                                }
                            });
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    /** One code and one login for each mailbox, which come after everything else in their mailbox. */
    void meetOnceEach() {
        inEachMailbox(mailbox -> {
            push(mailbox);
            login(mailbox);
        });
    }

    /** How many logins have had their code. */
    int answered() {
        return answered.get();
    }

    /** Fresh runs ask for codes, doubtful ones too, until none is left. */
    void takeWhatIsLeft() {
        inEachMailbox(mailbox -> {
            String run = "wr_" + UUID.randomUUID();
            Api.Answer answer = askWithoutHesitation(mailbox, run);
            while (answer.status() == 200) {
                see(run, answer);
                run = "wr_" + UUID.randomUUID();
                answer = askWithoutHesitation(mailbox, run);
            }
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            api.at(resolvers.getFirst())
                    .delete("/v1/code-requests/"
                            + answer.json().get("code_request_id").asText());
        });
    }

    private Api.Answer askWithoutHesitation(String mailbox, String run) {
        return ask(mailbox, run, ",\"hesitation_seconds\":0", List.of()).orElseThrow();
    }

    private void inEachMailbox(Consumer<String> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(mailboxes.stream()
                            .map(mailbox -> CompletableFuture.runAsync(() -> work.accept(mailbox), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Judges all that was seen until now. */
    Verdict verdict() {
        return Verdict.of(sent, acknowledged.keySet(), sightings, listed());
    }

    /** The id that the code's sender was told. */
    String idOf(String code) {
        return Objects.requireNonNull(acknowledged.get(code));
    }

    String someMailbox() {
        return mailboxes.getFirst();
    }

    /** Sends a code of its own, and again until it is told that it is accepted. */
    String push(String mailbox) {
        String code = String.valueOf(FIRST_CODE + NEXT_CODE * codes.getAndIncrement());
        sent.add(code);
        String body =
                "{\"totp_identifier\":\"" + mailbox + "\",\"content\":\"Your verification code is " + code + "\"}";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Api.Answer answer = api.post("/v1/credentials/totp", body);
        while (answer.status() != 200) {
            assertThat(System.nanoTime()).as("a push is not accepted").isLessThan(deadline);
            answer = api.post("/v1/credentials/totp", body);
        }
        acknowledged.put(code, answer.json().get("totp_code_id").asText());
        return code;
    }

    /** A run asks until it has its code; the run. */
    String login(String mailbox) {
        String run = "wr_" + UUID.randomUUID();
        String hesitation = ThreadLocalRandom.current().nextInt(PATIENT) == 0 ? "" : ",\"hesitation_seconds\":1";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Api.Answer> answer;
        do {
            assertThat(System.nanoTime()).as("a login has no code").isLessThan(deadline);
            answer = ask(mailbox, run, hesitation, List.of("Prefer", "wait=20"));
        } while (answer.isEmpty() || answer.get().status() != 200);
        see(run, answer.get());
        answered.incrementAndGet();
        return run;
    }

    /** The answer of some replica; empty when it died. */
    Optional<Api.Answer> ask(String mailbox, String run, String... prefer) {
        return ask(mailbox, run, "", List.of(prefer));
    }

    private Optional<Api.Answer> ask(String mailbox, String run, String moreFields, List<String> prefer) {
        URI resolver = resolvers.get(ThreadLocalRandom.current().nextInt(resolvers.size()));
        List<String> headers = new ArrayList<>(prefer);
        headers.addAll(List.of("Idempotency-Key", run));
        return api.at(resolver)
                .postLater(
                        "/v1/code-requests",
                        "{\"totp_identifier\":\"" + mailbox + "\",\"workflow_run_id\":\"" + run + "\"" + moreFields
                                + "}",
                        headers.toArray(String[]::new))
                .handle((answer, failure) -> Optional.ofNullable(answer))
                .join();
    }

    /** A client looks at an answer that has a code. */
    void see(String run, Api.Answer answer) {
        sightings.add(new Sighting(run, answer.json().get("code").asText()));
    }

    private List<String> listed() {
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer page = api.get("/v1/codes?limit=200" + cursor);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().get("codes").forEach(code -> listed.add(code.get("code").asText()));
            JsonNode next = page.json().get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());
        return listed;
    }
}
