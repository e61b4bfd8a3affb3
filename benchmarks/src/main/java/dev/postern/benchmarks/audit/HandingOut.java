package dev.postern.benchmarks.audit;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.benchmarks.resolver.Beans;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeReceived;
import dev.postern.events.Event;
import dev.postern.events.Evidence;
import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.MatchKey;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.site.ShownSites;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.NewCodeRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** One side: requests that wait, and the codes that end their waiting. */
final class HandingOut {
    private static final String ORGANIZATION = "o_audit";

    private final CodeRequests requests;
    private final ReceivedCodes codes;
    private final IndexKey indexKey;
    private final Connection connection;
    private long statements;
    private long counted;
    private long handedOut;

    HandingOut(Connection connection, IndexKey indexKey, boolean audited) {
        this.connection = connection;
        this.indexKey = indexKey;
        Transactions transactions = new Transactions(proxy(DataSource.class, (_, method, _) -> {
            if (method.getName().equals("getConnection")) {
                return lent();
            }
            throw new UnsupportedOperationException(method.getName());
        }));
        Outbox outbox = audited ? new Outbox(transactions, () -> {}) : new Unaudited(transactions);
        Beans beans = new Beans()
                .with(Transactions.class, transactions)
                .with(Outbox.class, outbox)
                .with(Clock.class, Clock.systemUTC())
                .with(IndexKey.class, indexKey)
                .with(ShownSites.class, _ -> List.of())
                .with(Hesitations.class, new Hesitations(Clock.systemUTC()))
                .with(Lifespan.class, new Lifespan(10));
        this.requests = beans.get(CodeRequests.class);
        this.codes = beans.get(ReceivedCodes.class);
    }

    /** Everything as it is, but for the rows of the audit. */
    private static final class Unaudited extends Outbox {
        Unaudited(Transactions transactions) {
            super(transactions, () -> {});
        }

        @Override
        public void append(Connection connection, List<? extends Event> events) throws SQLException {
            super.append(
                    connection,
                    events.stream()
                            .filter(event -> !(event instanceof AuditRecorded))
                            .toList());
        }
    }

    /** The nanoseconds that each of so many codes took. The request of each is made just before, and not counted. */
    long[] round(int size) {
        long[] nanos = new long[size];
        for (int i = 0; i < size; i++) {
            CodeReceived code = code(ask());
            long before = statements;
            long begun = System.nanoTime();
            List<CodeRequest> found = codes.arrive(code);
            nanos[i] = System.nanoTime() - begun;
            counted += statements - before;
            if (found.size() != 1 || !(found.getFirst() instanceof CodeRequest.Delivered)) {
                throw new CannotMeasure("a code was not handed out, but: "
                        + found.stream()
                                .map(request -> request.getClass().getSimpleName())
                                .toList());
            }
        }
        handedOut += size;
        return nanos;
    }

    /** How many statements the database was sent for each code, commits apart. */
    double statementsPerCode() {
        return (double) counted / handedOut;
    }

    @SuppressWarnings("NullAway") // It does not see in a class file that the nested type of a parameter is nullable.
    private Identifier ask() {
        Identifier identifier = Identifier.of(UUID.randomUUID() + "@example.com");
        MatchKey matchKey = indexKey.matchKey(ORGANIZATION, identifier);
        requests.create(new NewCodeRequest(
                "cr_" + UUID.randomUUID(),
                ORGANIZATION,
                "ak_1",
                new RunScope(null, null, "wr_" + UUID.randomUUID()),
                null,
                new Asked.Recipient(matchKey.value(), "sealed", "u\u2022\u2022\u2022@example.com"),
                null,
                false,
                OtpType.TOTP,
                null,
                null,
                null,
                5,
                Duration.ofHours(1),
                null,
                "digest",
                List.of(),
                null,
                null,
                null,
                false,
                OtherHashes.none()));
        return identifier;
    }

    private CodeReceived code(Identifier identifier) {
        String id = UUID.randomUUID().toString();
        return new CodeReceived(
                id,
                ORGANIZATION,
                indexKey.matchKey(ORGANIZATION, identifier).value(),
                null,
                OtpType.TOTP,
                RunScope.NONE,
                Clock.systemUTC().instant(),
                null,
                null,
                null,
                null,
                "\u2022\u2022\u2022",
                "u\u2022\u2022\u2022@example.com",
                "sealed",
                null,
                "sealed",
                "sealed",
                false,
                indexKey.repeatKey(ORGANIZATION, identifier, "ak_audit", id).value(),
                new Evidence("keyword-bound", 0.98));
    }

    /** The one connection, whose statements are counted as they are run. */
    private Connection lent() {
        return proxy(Connection.class, (_, method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, (_, called, values) -> {
                        if (called.getName().startsWith("execute")) {
                            statements++;
                        }
                        return invoke(statement, called, values);
                    })
                    : result;
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
