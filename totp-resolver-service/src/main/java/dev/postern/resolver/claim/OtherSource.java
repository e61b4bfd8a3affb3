package dev.postern.resolver.claim;

import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A source of codes besides received messages, which keeps rows of its own beside a request's. It is called within the
 * transaction that changes the request, so that its rows change with it or not at all.
 */
public interface OtherSource {
    /** A request was stored that waits. */
    void created(Connection connection, NewCodeRequest request) throws SQLException;

    /** The site took or refused the code that the request was given, which was not received. */
    void outcome(Connection connection, CodeRequest.Delivered request, Outcomes.Outcome outcome) throws SQLException;

    /** The request gave its code back, which was not received and was not used. */
    void released(Connection connection, CodeRequest.Delivered request) throws SQLException;
}
