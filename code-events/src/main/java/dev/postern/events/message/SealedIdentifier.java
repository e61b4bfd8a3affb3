package dev.postern.events.message;

/**
 * The address a message was sent to.
 *
 * @param matchKey the key by which it is found
 * @param masked for people: never enough to know the address
 * @param sealed the identifier as sent, sealed
 */
public record SealedIdentifier(MatchKey matchKey, String masked, String sealed) {}
