package dev.postern.benchmarks.logins.desk;

/**
 * A message with a code, as it arrives.
 *
 * @param id of this message among all of the story
 * @param site which site sent it, from 0
 * @param digits the code
 * @param attempt the attempt that made the site send it
 * @param senderKnown whether Postern learns who sent it
 * @param arrivesAt in milliseconds of the story
 */
public record Message(long id, int site, String digits, long attempt, boolean senderKnown, long arrivesAt) {

    /** Whether both carry one text: the site wrote it once, or wrote the digits twice. */
    boolean repeats(Message other) {
        return site == other.site && digits.equals(other.digits);
    }
}
