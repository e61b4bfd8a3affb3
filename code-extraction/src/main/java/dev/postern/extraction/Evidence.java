package dev.postern.extraction;

/**
 * Why a part of a message was taken for a code or a link.
 *
 * @param rule the stable name of the rule that decided
 * @param confidence between 0 and 1
 * @param start where the part begins in the message's text, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Evidence(String rule, double confidence, int start, int end) {}
