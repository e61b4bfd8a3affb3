package dev.postern.resolver.claim;

import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.resolver.ResolverDatabase;
import dev.postern.resolver.TestKeys;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.site.ShownSites;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.NewCodeRequest;
import jakarta.enterprise.inject.Vetoed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** The claim logic on a database, without the service around it. */
public final class ClaimDatabase implements AutoCloseable {
    private static final Lifespan LIFESPAN = new Lifespan(10);
    private static final OtherSource NO_OTHER_SOURCE = new OtherSource() {
        @Override
        public void created(Connection connection, NewCodeRequest request) {}

        @Override
        public void outcome(Connection connection, CodeRequest.Delivered request, Outcomes.Outcome outcome) {}

        @Override
        public void released(Connection connection, CodeRequest.Delivered request) {}
    };

    public final ReceivedCodes codes;
    public final CodeRequests requests;
    public final Attendance attendance;
    public final Outcomes outcomes;
    public final Overdue overdue;
    public final StandingRequests standing;
    public final AnsweredCodes answered;

    /** What hesitated since it was last asked; nothing is noted on the shared database. */
    final List<CodeRequest> hesitating = new CopyOnWriteArrayList<>();

    private final ResolverDatabase database;

    private ClaimDatabase(
            ResolverDatabase database, Announcements announcements, OtherSource otherSource, ShownSites shownSites) {
        this.database = database;
        Transactions transactions = database.transactions();
        Hesitations hesitations = new NotedOnly(hesitating);
        codes = new ReceivedCodes(transactions, announcements, LIFESPAN, shownSites, hesitations);
        requests = new CodeRequests(transactions, announcements, otherSource, hesitations);
        attendance = new Attendance(transactions, announcements, hesitations);
        outcomes = new Outcomes(transactions, announcements, otherSource, hesitations);
        overdue = new Overdue(transactions, announcements, requests);
        standing = new StandingRequests(transactions);
        answered = new AnsweredCodes(transactions, announcements);
    }

    /** On the shared database, with events left in its outbox, which nobody publishes. */
    public static ClaimDatabase shared() {
        return shared(NO_OTHER_SOURCE);
    }

    /** Like {@link #shared()}, with another source of codes. */
    public static ClaimDatabase shared(OtherSource otherSource) {
        ResolverDatabase database = ResolverDatabase.shared();
        Outbox outbox = new Outbox(database.transactions(), () -> {});
        return new ClaimDatabase(
                database, new Announcements(outbox, new Replica(), Clock.systemUTC()), otherSource, TestKeys.sites());
    }

    /** On a database of its own. Who is told of a claim is no part of the rules: nobody is. */
    static ClaimDatabase start() {
        return new ClaimDatabase(ResolverDatabase.start(), new ToNobody(), NO_OTHER_SOURCE, ClaimDatabase::boundTo);
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    /** A replica that holds callers, for so many seconds. */
    public void lives(String replica, int seconds) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO totp_url_callers (replica, alive_until)
                        VALUES (?, clock_timestamp() + ? * interval '1 second')
                        ON CONFLICT (replica) DO UPDATE SET alive_until = excluded.alive_until""")) {
            insert.setString(1, replica);
            insert.setInt(2, seconds);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** The links of a model's messages cannot be opened. */
    private static List<String> boundTo(CodeReceived code) {
        return Sites.of(code.organizationId(), code.boundDomain(), TestKeys.INDEX_KEY).stream()
                .limit(1)
                .toList();
    }

    /** Time is what a test makes of it: it says itself when a hesitation ends. */
    @Vetoed // It would inherit the scope and be a second bean of its type.
    private static final class NotedOnly extends Hesitations {
        private final List<CodeRequest> noted;

        NotedOnly(List<CodeRequest> noted) {
            super(Clock.systemUTC());
            this.noted = noted;
        }

        @Override
        public void begin(List<CodeRequest> requests) {
            requests.stream().filter(request -> !request.isFinal()).forEach(noted::add);
        }
    }

    private static final class ToNobody extends Announcements {
        ToNobody() {
            super(null, new Replica(), Clock.systemUTC());
        }

        @Override
        void tell(Connection connection, List<CodeRequest> requests, Change change) {}

        @Override
        void withheld(Connection connection, List<CodeRequest> requests) {}
    }
}
