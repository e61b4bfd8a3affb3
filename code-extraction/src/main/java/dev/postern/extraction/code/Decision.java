package dev.postern.extraction.code;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.code.Ties.Tie;
import dev.postern.extraction.code.Ties.Tied;
import dev.postern.extraction.text.RenderedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the number that is announced most firmly, or abstains. */
final class Decision {
    private @Nullable Tied best;
    private @Nullable Tied rival;
    /** The numbers of which the message leaves open which one is the code. */
    private final Set<Candidate> open = new HashSet<>();

    private Decision() {}

    static Finding decide(RenderedText text, Phrases phrases, List<Keyword> keywords, List<Candidate> candidates) {
        Ties ties = new Ties(phrases, keywords);
        Decision decision = new Decision();
        int next = 0;
        Candidate previous = null;
        for (Candidate candidate : candidates) {
            if (previous != null && phrases.leavesOpen(previous, candidate)) {
                decision.open.add(previous);
                decision.open.add(candidate);
            }
            previous = candidate;
            while (next < keywords.size() && keywords.get(next).start() < candidate.start()) {
                next++;
            }
            Tied tied = ties.firmest(candidate, next);
            if (tied != null) {
                decision.weigh(tied);
            }
        }
        return decision.finding(text);
    }

    private void weigh(Tied tied) {
        if (best == null) {
            best = tied;
        } else if (tied.firmerThan(best)) {
            if (!sameValue(best, tied)) {
                rival = best;
            }
            best = tied;
        } else if (!sameValue(best, tied) && (rival == null || tied.firmerThan(rival))) {
            rival = tied;
        }
    }

    private Finding finding(RenderedText text) {
        if (best == null) {
            return new Finding.Nothing();
        }
        boolean rivalled = rival != null && !sameValue(best, rival) && !clearlyFirmer(best, rival);
        if (rivalled || open.contains(best.candidate())) {
            return new Finding.Ambiguous();
        }
        Candidate chosen = best.candidate();
        Tie tie = best.tie();
        return new Finding.Code(
                chosen.value(),
                tie.rule,
                tie.confidence,
                text.originOf(chosen.start()),
                text.originEnd(chosen.end()),
                rival == null ? null : rival.candidate().value());
    }

    private static boolean sameValue(Tied one, Tied other) {
        return one.candidate().value().equals(other.candidate().value());
    }

    /**
     * Two numbers that are both announced in words are two codes; a number that is only near is clutter beside them.
     */
    private static boolean clearlyFirmer(Tied best, Tied rival) {
        if (rival.tie() == Tie.MARKED) {
            return best.tie() != Tie.MARKED;
        }
        if (rival.tie() != Tie.NEAR) {
            return false;
        }
        return best.tie() != Tie.NEAR || best.distance() * 2 + 8 <= rival.distance();
    }
}
