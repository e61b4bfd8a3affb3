package dev.postern.benchmarks.logins;

/**
 * Where logins happen: one mailbox.
 *
 * @param title for people
 * @param sites how many sites send to it
 * @param gap the mean time from the start of one login to that of the next, in milliseconds
 * @param overlap which logins may be under way at once
 * @param sendersKnown whether messages tell their sender
 */
record World(String title, int sites, long gap, Overlap overlap, boolean sendersKnown) {
    static final World ONE_AT_A_TIME =
            new World("One site, one login at a time, senders known", 1, 200_000, Overlap.NONE, true);
    static final World SEVERAL_SITES = new World(
            "Three sites on one mailbox, logins at different sites now and then overlap, senders known",
            3,
            600_000,
            Overlap.AT_DIFFERENT_SITES,
            true);
    static final World UNKNOWN_SENDERS = new World(
            "Three sites on one mailbox, logins at different sites now and then overlap, senders unknown",
            3,
            600_000,
            Overlap.AT_DIFFERENT_SITES,
            false);
    static final World ONE_SITE_SHARED = new World(
            "One site and one mailbox, two logins now and then at once, senders known",
            1,
            600_000,
            Overlap.ANYWHERE,
            true);

    /** Which logins may be under way at once. */
    enum Overlap {
        /** The next begins the gap or more after the end of the one before. */
        NONE,
        /** One begins whatever else is under way, but at no site where another is. */
        AT_DIFFERENT_SITES,
        /** One begins whatever else is under way. */
        ANYWHERE
    }
}
