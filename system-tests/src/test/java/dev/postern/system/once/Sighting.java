package dev.postern.system.once;

/**
 * A client saw a code in an answer.
 *
 * @param run that it asked for
 * @param code as it was given; every message of a test has one of its own
 */
record Sighting(String run, String code) {}
