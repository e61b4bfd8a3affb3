package dev.postern.benchmarks.logins;

import java.util.ArrayList;
import java.util.List;

/** What came of the logins of one kind of caller. */
final class Tally {
    private int logins;
    private int rightAtFirst;
    private int wrong;
    private int none;
    private int atOneSite;
    private int crashes;
    private final List<Long> needless = new ArrayList<>();

    void login() {
        logins++;
    }

    void rightAtFirst() {
        rightAtFirst++;
    }

    void wrong() {
        wrong++;
    }

    void noneAlthoughOneCame() {
        none++;
    }

    /** One of the wrong, or of those that got none, while another login was at this very site. */
    void whileAnotherWasThere() {
        atOneSite++;
    }

    void crash() {
        crashes++;
    }

    /** How long a right answer came after it could have come, in milliseconds. */
    void waitedNeedlessly(long millis) {
        needless.add(millis);
    }

    /** Logins whose first code was right, of a hundred. */
    public double rightAtFirstPercent() {
        return percent(rightAtFirst);
    }

    /** Wrong codes that were handed out, for a hundred logins. */
    public double wrongPercent() {
        return percent(wrong);
    }

    /** Attempts that got none until they gave up although theirs had come, for a hundred logins. */
    public double nonePercent() {
        return percent(none);
    }

    /** Wrong codes and attempts that got none while another login was at the same site, for a hundred logins. */
    public double atOneSitePercent() {
        return percent(atOneSite);
    }

    /** In seconds. */
    double needlessSeconds(double quantile) {
        if (needless.isEmpty()) {
            return 0;
        }
        List<Long> sorted = needless.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(quantile * sorted.size()))) / 1000.0;
    }

    /** Crashes are the callers' own; they tell that stories agree. */
    @Override
    public String toString() {
        return "logins=%d rightAtFirst=%d wrong=%d none=%d crashes=%d"
                .formatted(logins, rightAtFirst, wrong, none, crashes);
    }

    private double percent(int count) {
        return logins == 0 ? 0 : 100.0 * count / logins;
    }
}
