package dev.postern.benchmarks.logins;

/**
 * Where logins happen: one mailbox.
 *
 * @param title for people
 * @param sites how many sites send to it
 * @param gap the mean time from the start of one login to that of the next, in milliseconds
 * @param overlapping whether the next may start at any time, or else the gap or more after the end of the one before
 * @param sendersKnown whether messages tell their sender
 */
record World(String title, int sites, long gap, boolean overlapping, boolean sendersKnown) {
    static final World ONE_AT_A_TIME =
            new World("One site, one login at a time, senders known", 1, 200_000, false, true);
    static final World SEVERAL_SITES =
            new World("Three sites on one mailbox, logins now and then overlap, senders known", 3, 600_000, true, true);
    static final World UNKNOWN_SENDERS = new World(
            "Three sites on one mailbox, logins now and then overlap, senders unknown", 3, 600_000, true, false);
}
