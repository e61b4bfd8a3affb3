package dev.postern.benchmarks.latency;

import java.net.http.HttpRequest;

/** One of the two that are compared: how its three requests look, and nothing else. */
interface Side {
    /** For a person, and the field in the JSON. */
    String name();

    /** The request that is held until the message came. */
    HttpRequest await(TextMessage message);

    /** Asks how many requests are held. */
    HttpRequest askWaiting();

    /** How many are held, by the body of the answer to {@link #askWaiting}. */
    int countWaiting(String body);

    /** The request that brings the message. */
    HttpRequest push(TextMessage message);

    /** Whether the held request was answered with what was in the message. */
    boolean isAnswer(String body, TextMessage message);
}
