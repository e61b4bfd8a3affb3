package dev.postern.benchmarks.latency;

/**
 * An invented text message.
 *
 * @param id of its own, in letters and digits
 * @param code the six digits in it
 * @param text 60 to 160 characters
 */
public record TextMessage(String id, String code, String text) {}
