package dev.postern.extraction.code;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How firmly the words around a number announce it as the code. */
final class Ties {
    private static final int FARTHEST = 240;
    private static final int FARTHEST_LINE = 400;
    private static final int BOUND_GAP = 40;
    private static final int SHORTEST_NAMED = 4;
    private static final int SHORTEST_GROUPED = 6;
    private static final int FARTHEST_NAME = 40;
    private static final int FARTHEST_VERB = 80;
    private static final int FARTHEST_END = 60;
    /** A blank, and perhaps a closing quote. */
    private static final int RIGHT_BEHIND = 2;

    /** Smaller is firmer. */
    enum Tie {
        BOUND("keyword-bound", 0.98),
        NAMED("keyword-named", 0.95),
        /** Only a mark stands between the number and what it is: "123456 - your code". */
        MARKED("keyword-named", 0.95),
        NEAR("keyword-near", 0.9);

        final String rule;
        final double confidence;

        Tie(String rule, double confidence) {
            this.rule = rule;
            this.confidence = confidence;
        }
    }

    record Tied(Candidate candidate, Tie tie, int distance) {
        boolean firmerThan(Tied other) {
            int order = tie.compareTo(other.tie);
            return order < 0 || (order == 0 && distance < other.distance);
        }
    }

    private final Phrases phrases;
    private final List<Keyword> keywords;

    Ties(Phrases phrases, List<Keyword> keywords) {
        this.phrases = phrases;
        this.keywords = keywords;
    }

    /** The firmest tie to the keyword before and the one after; {@code after} is the index of the latter. */
    @Nullable Tied firmest(Candidate candidate, int after) {
        if (phrases.isOver(candidate) || phrases.isAsked(candidate)) {
            return null;
        }
        Tie before = after > 0 ? toKeywordBefore(candidate, keywords.get(after - 1)) : null;
        Tie behind = after < keywords.size() ? toKeywordAfter(candidate, keywords.get(after)) : null;
        Tied first = before == null ? null : tied(candidate, before, keywords.get(after - 1));
        Tied second = behind == null ? null : tied(candidate, behind, keywords.get(after));
        return first == null || (second != null && second.firmerThan(first)) ? second : first;
    }

    private static Tied tied(Candidate candidate, Tie tie, Keyword keyword) {
        int distance = Math.max(candidate.start() - keyword.end(), keyword.start() - candidate.end());
        // The line above and the line below count as equally near.
        return new Tied(candidate, tie, candidate.sentence() == keyword.sentence() ? distance : FARTHEST_END);
    }

    private @Nullable Tie toKeywordBefore(Candidate candidate, Keyword keyword) {
        if (candidate.sentence() != keyword.sentence()) {
            return onAdjoiningLine(candidate, keyword, candidate.start() - keyword.end());
        }
        int distance = candidate.start() - keyword.end();
        boolean tiny = candidate.value().length() < SHORTEST_NAMED;
        if (distance <= BOUND_GAP && phrases.binds(keyword.end(), candidate.start()) && !(tiny && keyword.warned())) {
            return Tie.BOUND;
        }
        if (tiny || distance > FARTHEST || phrases.namesAnother(keyword.end())) {
            return null;
        }
        if (candidate.readsAsDate() && phrases.datedOn(candidate)) {
            return null;
        }
        if (phrases.named(candidate) || (phrases.saidBehind(candidate) && !candidate.common())) {
            return Tie.NAMED;
        }
        if (phrases.listed(candidate)) {
            return distance <= BOUND_GAP && phrases.lists(keyword.end(), candidate.start()) ? Tie.NAMED : null;
        }
        boolean trusted = !keyword.warned() && !candidate.common() && distance <= FARTHEST_END;
        return trusted
                        && !phrases.pointedAt(candidate, keyword.start())
                        && phrases.oneClause(keyword.end(), candidate.start())
                        && phrases.endsAnnouncement(candidate.end())
                ? Tie.NEAR
                : null;
    }

    private @Nullable Tie toKeywordAfter(Candidate candidate, Keyword keyword) {
        int distance = keyword.start() - candidate.end();
        if (candidate.sentence() != keyword.sentence()) {
            return onAdjoiningLine(candidate, keyword, distance);
        }
        if (candidate.value().length() < SHORTEST_NAMED) {
            return null;
        }
        // "2291 kodunu girin": where the verb stands last, the number stands before its name.
        if (distance <= RIGHT_BEHIND && !candidate.common() && !keyword.warned() && phrases.actsBehind(keyword.end())) {
            return Tie.NEAR;
        }
        boolean introduced = phrases.introduced(candidate);
        if (phrases.namedAfter(candidate) && distance <= FARTHEST_VERB) {
            boolean inWords = phrases.namesBackInWords(candidate.end());
            if (!inWords && !phrases.leadsTo(candidate.end(), keyword.start())) {
                return null;
            }
            return introduced ? (inWords ? Tie.BOUND : Tie.MARKED) : candidate.common() ? null : Tie.NEAR;
        }
        return introduced && !candidate.common() && distance <= FARTHEST_NAME ? Tie.NEAR : null;
    }

    private @Nullable Tie onAdjoiningLine(Candidate candidate, Keyword keyword, int distance) {
        boolean adjoining = Math.abs(candidate.sentence() - keyword.sentence()) == 1;
        boolean told = candidate.alone() || (keyword.end() < candidate.start() && phrases.isAllSaid(candidate));
        // "Your code:" above "92 04 71"
        boolean grouped = candidate.unusual()
                && candidate.alone()
                && candidate.value().length() >= SHORTEST_GROUPED
                && !candidate.readsAsDate();
        boolean taken = told && adjoining && (grouped || !candidate.common()) && !keyword.warned();
        return taken && distance <= FARTHEST_LINE ? Tie.NEAR : null;
    }
}
