package dev.postern.benchmarks.logins;

/**
 * A kind of caller.
 *
 * @param pace how fast it works
 * @param runs which run id it sends
 * @param asksFirst whether it makes its request before it presses "send", or else afterwards
 * @param saysWhen whether it sends {@code received_after}: the time of the press, or of its request if that comes first
 * @param saysOutcome whether it reports the outcome, asks again after a refused code, and gives its request up at the end
 * @param saysSite whether it sends {@code page_origin}
 */
record Caller(Pace pace, Runs runs, boolean asksFirst, boolean saysWhen, boolean saysOutcome, boolean saysSite) {

    /** How fast it works. */
    public enum Pace {
        /** Asks half a second to two seconds after it pressed, and types within a second. */
        SCRIPT("script"),
        /** Takes 20 to 60 seconds for a step, and 5 to 20 to type. */
        AGENT("agent"),
        /** A script that asks every three seconds, with a connection of its own each time. */
        POLLER("poller"),
        /** A poller that makes a new request each time: docs/adr/0048-one-hesitation-for-a-run.md. */
        POSTER("poller by POST");

        private final String title;

        Pace(String title) {
            this.title = title;
        }
    }

    /** Which run id it sends. */
    public enum Runs {
        /** One for all attempts of a login. */
        OF_LOGIN("run id per login"),
        /** A new one for each attempt. */
        OF_ATTEMPT("run id per attempt"),
        /** None. */
        NONE("no run id");

        private final String title;

        Runs(String title) {
            this.title = title;
        }
    }

    /** One that says nothing but its run id. */
    static Caller silent(Pace pace, Runs runs) {
        return new Caller(pace, runs, false, false, false, false);
    }

    Caller askingFirst() {
        return new Caller(pace, runs, true, saysWhen, saysOutcome, saysSite);
    }

    Caller sayingWhen() {
        return new Caller(pace, runs, asksFirst, true, saysOutcome, saysSite);
    }

    Caller sayingOutcome() {
        return new Caller(pace, runs, asksFirst, saysWhen, true, saysSite);
    }

    Caller sayingSite() {
        return new Caller(pace, runs, asksFirst, saysWhen, saysOutcome, true);
    }

    boolean isHeld() {
        return pace != Pace.POLLER && pace != Pace.POSTER;
    }

    boolean asksAnew() {
        return pace == Pace.POSTER;
    }

    /** For a line of a table. */
    String title() {
        return pace.title + ", " + runs.title + (asksFirst ? ", asks first" : "") + (saysWhen ? ", received_after" : "")
                + (saysOutcome ? ", outcome" : "") + (saysSite ? ", its site" : "");
    }
}
