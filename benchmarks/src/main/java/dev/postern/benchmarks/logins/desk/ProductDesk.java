package dev.postern.benchmarks.logins.desk;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.resolver.Beans;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.MatchKey;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.resolver.claim.Attendance;
import dev.postern.resolver.claim.Attendance.Back;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.claim.Outcomes.Result;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.site.ShownSites;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.NewCodeRequest.Holder;
import dev.postern.resolver.state.WokenBy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The product: the resolver's classes and statements on a real PostgreSQL, with the time of the story. */
public final class ProductDesk implements Desk {
    private static final String ORGANIZATION = "o_simulated";
    private static final Identifier IDENTIFIER = Identifier.of("user@example.com");
    private static final int HOLD_SECONDS = 55;

    private final SimulatedDatabase database;
    private final IndexKey indexKey;
    private final Timeline timeline;
    private final Handing handing;
    private final CodeRequests requests;
    private final ReceivedCodes codes;
    private final Outcomes outcomes;
    private final Attendance attendance;
    private final Holder holder;
    private final Map<Question, CodeRequest> rows = new HashMap<>();
    private final MatchKey matchKey;
    private final Map<String, Question> questions = new HashMap<>();
    private final Map<String, Message> messages = new HashMap<>();
    /** The latest request of each question. */
    private final Map<Question, String> latest = new HashMap<>();

    private @Nullable Question calling;

    /** Desks that share a database, one story after the other. */
    public static final class Room {
        private final SimulatedDatabase database;
        private final IndexKey indexKey;

        /** @param keys an empty folder for keys that only these stories use */
        public Room(SimulatedDatabase database, Path keys) {
            this.database = database;
            try {
                UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(keys);
                this.indexKey = IndexKey.of(KeysetSource.read("index", secrets.indexKey()));
            } catch (GeneralSecurityException e) {
                throw new CannotMeasure("no keys can be made: " + e);
            }
        }

        /** The desk of the next story. */
        public ProductDesk open(Timeline timeline, Handing handing) {
            database.follow(timeline);
            database.empty();
            return new ProductDesk(database, indexKey, timeline, handing);
        }
    }

    private ProductDesk(SimulatedDatabase database, IndexKey indexKey, Timeline timeline, Handing handing) {
        this.database = database;
        this.indexKey = indexKey;
        this.timeline = timeline;
        this.handing = handing;
        this.matchKey = indexKey.matchKey(ORGANIZATION, IDENTIFIER);
        Transactions transactions = new Transactions(database.dataSource());
        Beans beans = new Beans()
                .with(Transactions.class, transactions)
                .with(Outbox.class, new Outbox(transactions, () -> {}))
                .with(Clock.class, Clock.systemUTC())
                .with(IndexKey.class, indexKey)
                .with(ShownSites.class, _ -> List.of())
                .with(Hesitations.class, new SimulatedHesitations())
                .with(Lifespan.class, new Lifespan(10));
        this.requests = beans.get(CodeRequests.class);
        this.codes = beans.get(ReceivedCodes.class);
        this.outcomes = beans.get(Outcomes.class);
        this.attendance = beans.get(Attendance.class);
        this.holder = new Holder(beans.get(Replica.class).id(), Duration.ofSeconds(HOLD_SECONDS));
        database.replicaLives(holder.replica());
    }

    @Override
    public void ask(Question question) {
        post(question, "cr_" + question.id());
    }

    @SuppressWarnings("NullAway") // It does not see in a class file that the nested type of a parameter is nullable.
    private void post(Question question, String id) {
        latest.put(question, id);
        questions.put(id, question);
        String site = question.site() == null ? null : host(question.site());
        Creation creation = requests.create(new NewCodeRequest(
                id,
                ORGANIZATION,
                "ak_1",
                new RunScope(null, null, question.run()),
                null,
                new Asked.Recipient(matchKey.value(), "sealed", "u•••@example.com"),
                null,
                false,
                OtpType.TOTP,
                question.receivedAfter() == null ? null : database.instant(question.receivedAfter()),
                null,
                site,
                5,
                Duration.ofMillis(REQUEST_LIVES),
                null,
                "digest",
                site == null ? List.of() : Sites.of(ORGANIZATION, site, indexKey),
                null,
                question.held() ? holder : null,
                null,
                false,
                OtherHashes.none()));
        if (creation instanceof Creation.Created(CodeRequest request)) {
            rows.put(question, request);
            calling = question;
            handOut(List.of(request));
            calling = null;
            if (question.held()) {
                holdOn(question);
            }
        }
    }

    /** A held call is answered after 55 seconds, and its caller calls again. */
    private void holdOn(Question question) {
        timeline.after(HOLD_SECONDS * 1000, () -> {
            if (rows.containsKey(question)) {
                comeBack(question, holder);
                holdOn(question);
            }
        });
    }

    @Override
    public void look(Question question) {
        if (question.anew()) {
            post(question, "cr_" + question.id() + "_" + questions.size());
        } else {
            comeBack(question, null);
        }
    }

    private void comeBack(Question question, @Nullable Holder by) {
        attendance.comeBack(ORGANIZATION, id(question), by).map(Back::request).ifPresent(request -> {
            rows.replace(question, request);
            handOut(List.of(request));
        });
    }

    @Override
    public void leave(Question question) {
        CodeRequest row = rows.remove(question);
        if (question.run() == null && question.held()) {
            noted(outcomes.abandon(ORGANIZATION, id(question)));
        } else if (question.held() && row != null) {
            attendance.leave(row, holder.replica());
        }
    }

    @Override
    public void cancel(Question question) {
        noted(outcomes.cancel(ORGANIZATION, id(question)));
    }

    @Override
    public void outcome(Question question, boolean accepted) {
        noted(outcomes.report(ORGANIZATION, id(question), accepted ? Outcome.ACCEPTED : Outcome.REJECTED));
    }

    @Override
    public void arrive(Message message) {
        String id = "totp_" + message.id();
        messages.put(id, message);
        String sender = "no-reply@" + host(message.site());
        handOut(codes.arrive(new CodeReceived(
                id,
                ORGANIZATION,
                matchKey.value(),
                null,
                OtpType.TOTP,
                RunScope.NONE,
                database.instant(timeline.now()),
                null,
                null,
                null,
                message.senderKnown()
                        ? new Origin(null, "n•••", "sealed", indexKey.senderKeys(ORGANIZATION, sender))
                        : null,
                "•••",
                "u•••@example.com",
                "sealed",
                null,
                "sealed",
                "sealed",
                false,
                indexKey.repeatKey(ORGANIZATION, IDENTIFIER, "ak_simulated", message.site() + " " + message.digits())
                        .value(),
                new Evidence("keyword-bound", 0.98))));
    }

    private void noted(Result result) {
        if (result instanceof Result.Noted noted) {
            handOut(noted.delivered());
        }
    }

    private void handOut(List<CodeRequest> changed) {
        for (CodeRequest request : changed) {
            if (request instanceof CodeRequest.Delivered(Asked asked, Delivery.Received received)) {
                Optional.ofNullable(questions.get(asked.id())).ifPresent(question -> give(question, received));
            }
        }
    }

    private void give(Question question, Delivery.Received received) {
        // Nobody hears what a request was given whose caller asks by another one.
        if (question.anew() && !question.equals(calling)) {
            return;
        }
        if (rows.remove(question) != null) {
            handing.given(question, message(received));
        }
    }

    private Message message(Delivery.Received received) {
        Message message = messages.get(received.totpCodeId());
        if (message == null) {
            throw new CannotMeasure("a code was handed out that never came");
        }
        return message;
    }

    /** Looks again in the time of the story. */
    private final class SimulatedHesitations extends Hesitations {
        SimulatedHesitations() {
            super(Clock.systemUTC());
        }

        @Override
        public void begin(List<CodeRequest> found) {
            found.stream()
                    .filter(request -> !request.isFinal())
                    .forEach(request -> timeline.at(
                            database.millis(request.asked().hesitatesUntil()) + 1,
                            () -> requests.lookAgain(request, WokenBy.HESITATION)
                                    .ifPresent(now -> handOut(List.of(now)))));
        }
    }

    private String id(Question question) {
        return latest.getOrDefault(question, "cr_" + question.id());
    }

    private static String host(int site) {
        return "site" + site + ".example";
    }
}
