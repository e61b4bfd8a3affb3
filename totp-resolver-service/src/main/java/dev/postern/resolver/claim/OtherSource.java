package dev.postern.resolver.claim;

import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A source of codes other than received messages, with rows of its own for a request. It is called in the transaction
 * that changes the request: its rows change together with the request or stay as they are.
 */
public interface OtherSource {
    /** A waiting request was stored. */
    void created(Connection connection, NewCodeRequest request) throws SQLException;

    /** The site took or refused the request's code, which was not a received one. */
    void outcome(Connection connection, CodeRequest.Delivered request, Outcomes.Outcome outcome) throws SQLException;

    /** The request gave its unused code back, which was not a received one. */
    void released(Connection connection, CodeRequest.Delivered request) throws SQLException;
}
