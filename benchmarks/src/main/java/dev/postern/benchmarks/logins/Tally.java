package dev.postern.benchmarks.logins;

import java.util.ArrayList;
import java.util.List;

/** What came of the logins of one kind of caller. */
final class Tally {
    private static final double NORMAL_P975 = 1.96;

    private int logins;
    private int rightAtFirst;
    private int wrong;
    private int none;
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

    /** In seconds. */
    double needlessSeconds(double quantile) {
        if (needless.isEmpty()) {
            return 0;
        }
        List<Long> sorted = needless.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(quantile * sorted.size()))) / 1000.0;
    }

    /** The logins of another story of this kind are counted too. */
    void add(Tally other) {
        logins += other.logins;
        rightAtFirst += other.rightAtFirst;
        wrong += other.wrong;
        none += other.none;
        crashes += other.crashes;
        needless.addAll(other.needless);
    }

    /** Between what the wrong codes for a hundred logins lie, with 95 % certainty, as {@code 0.04-0.27}. */
    String wrongInterval() {
        return interval(wrong);
    }

    /** Between what the attempts that got none, for a hundred logins, lie with 95 % certainty. */
    String noneInterval() {
        return interval(none);
    }

    /** Of a count that is Poisson distributed, by Byar's approximation (Breslow and Day 1987, section 2.3). */
    private String interval(int count) {
        double low = count == 0 ? 0 : count * Math.pow(1 - 1 / (9.0 * count) - NORMAL_P975 / (3 * Math.sqrt(count)), 3);
        double above = count + 1.0;
        double high = above * Math.pow(1 - 1 / (9 * above) + NORMAL_P975 / (3 * Math.sqrt(above)), 3);
        return logins == 0 ? "" : "%.2f-%.2f".formatted(100 * low / logins, 100 * high / logins);
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
