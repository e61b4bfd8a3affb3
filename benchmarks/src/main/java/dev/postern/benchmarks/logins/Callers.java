package dev.postern.benchmarks.logins;

import dev.postern.benchmarks.logins.Caller.Pace;
import dev.postern.benchmarks.logins.Caller.Runs;
import java.util.ArrayList;
import java.util.List;

/** The kinds of callers that are played in each world. */
final class Callers {
    private Callers() {}

    static List<Caller> in(World world) {
        return switch (world.overlap()) {
            case NONE -> alone();
            case AT_DIFFERENT_SITES -> amongSites();
            case ANYWHERE -> atOneSite();
        };
    }

    private static List<Caller> alone() {
        List<Caller> callers = new ArrayList<>();
        for (Pace pace : Pace.values()) {
            for (Runs runs : Runs.values()) {
                // Without a run id each of its requests would be a run of its own.
                if (pace != Pace.POSTER || runs != Runs.NONE) {
                    callers.add(Caller.silent(pace, runs));
                }
            }
            Caller ofAttempt = Caller.silent(pace, Runs.OF_ATTEMPT);
            callers.add(ofAttempt.sayingOutcome());
            callers.add(ofAttempt.sayingWhen());
        }
        for (Pace pace : List.of(Pace.SCRIPT, Pace.AGENT)) {
            Caller first = Caller.silent(pace, Runs.OF_ATTEMPT).askingFirst();
            callers.addAll(List.of(first, first.sayingWhen(), first.sayingWhen().sayingOutcome()));
        }
        return callers;
    }

    private static List<Caller> amongSites() {
        List<Caller> callers = new ArrayList<>();
        for (Pace pace : List.of(Pace.SCRIPT, Pace.AGENT)) {
            for (Runs runs : Runs.values()) {
                callers.add(Caller.silent(pace, runs));
            }
            Caller site = Caller.silent(pace, Runs.OF_ATTEMPT).sayingSite();
            callers.addAll(List.of(
                    site,
                    site.sayingOutcome(),
                    site.sayingWhen(),
                    site.askingFirst().sayingWhen().sayingOutcome()));
        }
        return callers;
    }

    /** What a caller says of its site tells nothing here. */
    private static List<Caller> atOneSite() {
        List<Caller> callers = new ArrayList<>();
        for (Pace pace : List.of(Pace.SCRIPT, Pace.AGENT)) {
            Caller ofAttempt = Caller.silent(pace, Runs.OF_ATTEMPT);
            callers.addAll(List.of(
                    ofAttempt,
                    ofAttempt.sayingOutcome(),
                    ofAttempt.sayingWhen(),
                    ofAttempt.askingFirst().sayingWhen().sayingOutcome()));
        }
        return callers;
    }
}
