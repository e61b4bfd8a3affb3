package dev.postern.credential.picture;

import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternFinder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the squares that mark three corners of a QR code (ISO/IEC 18004, section 6.3.3), and which three may belong together. How
 * many it looks at is bounded: a picture may be full of such squares.
 */
final class Corners extends FinderPatternFinder {
    private static final int PARTS = 5;
    private static final int MOST_SEEN = 400;
    private static final int MOST_COMBINED = 40;
    private static final int MOST_TRIPLES = 60;
    private static final double MOST_UNLIKE_SIZES = 1.8;
    private static final double MOST_UNLIKE_SIDES = 1.8;
    private static final double LEAST_MODULES = 10;
    private static final double MOST_MODULES = 190;
    private static final double MOST_SLANT = 0.55;

    private Corners(BitMatrix image) {
        super(image);
    }

    /** Three squares, the second of them where the two sides meet. */
    record Triple(FinderPattern bottomLeft, FinderPattern topLeft, FinderPattern topRight, double oddity) {
        List<FinderPattern> all() {
            return List.of(bottomLeft, topLeft, topRight);
        }
    }

    /** The triples that may be a code's, the likeliest first. */
    static List<Triple> triples(BitMatrix image) {
        Corners corners = new Corners(image);
        corners.scan();
        List<FinderPattern> seen = corners.getPossibleCenters().stream()
                .sorted(Comparator.comparingInt(FinderPattern::getCount).reversed())
                .limit(MOST_COMBINED)
                .toList();
        List<Triple> triples = new ArrayList<>();
        for (int a = 0; a < seen.size(); a++) {
            for (int b = a + 1; b < seen.size(); b++) {
                for (int c = b + 1; c < seen.size(); c++) {
                    addIfLikely(triples, seen.get(a), seen.get(b), seen.get(c));
                }
            }
        }
        return triples.stream()
                .sorted(Comparator.comparingDouble(Triple::oddity))
                .limit(MOST_TRIPLES)
                .toList();
    }

    private static void addIfLikely(
            List<Triple> triples, FinderPattern first, FinderPattern second, FinderPattern third) {
        double smallest = Math.min(
                first.getEstimatedModuleSize(),
                Math.min(second.getEstimatedModuleSize(), third.getEstimatedModuleSize()));
        double largest = Math.max(
                first.getEstimatedModuleSize(),
                Math.max(second.getEstimatedModuleSize(), third.getEstimatedModuleSize()));
        if (largest > smallest * MOST_UNLIKE_SIZES) {
            return;
        }
        ResultPoint[] ordered = {first, second, third};
        ResultPoint.orderBestPatterns(ordered);
        double down = ResultPoint.distance(ordered[0], ordered[1]);
        double across = ResultPoint.distance(ordered[1], ordered[2]);
        double sides = Math.max(down, across) / Math.min(down, across);
        double modules = (down + across) / (smallest + largest);
        double slant = Math.abs(cosine(ordered));
        if (sides <= MOST_UNLIKE_SIDES && slant <= MOST_SLANT && modules >= LEAST_MODULES && modules <= MOST_MODULES) {
            triples.add(new Triple(
                    (FinderPattern) ordered[0],
                    (FinderPattern) ordered[1],
                    (FinderPattern) ordered[2],
                    sides - 1 + 2 * slant + 2 * (largest / smallest - 1)));
        }
    }

    private static double cosine(ResultPoint[] ordered) {
        double downX = ordered[0].getX() - ordered[1].getX();
        double downY = ordered[0].getY() - ordered[1].getY();
        double acrossX = ordered[2].getX() - ordered[1].getX();
        double acrossY = ordered[2].getY() - ordered[1].getY();
        return (downX * acrossX + downY * acrossY) / (Math.hypot(downX, downY) * Math.hypot(acrossX, acrossY));
    }

    private void scan() {
        BitMatrix image = getImage();
        // The middle of a square is three modules high, so every second row meets it even where a module is a pixel.
        for (int y = 1; y < image.getHeight() && getPossibleCenters().size() < MOST_SEEN; y += 2) {
            scanRow(image, y);
        }
    }

    private void scanRow(BitMatrix image, int y) {
        int[] runs = new int[PARTS];
        int part = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            boolean dark = image.get(x, y);
            boolean darkPart = (part & 1) == 0;
            if (dark == darkPart) {
                runs[part]++;
            } else if (part < PARTS - 1) {
                if (part > 0 || runs[0] > 0) {
                    part++;
                    runs[part]++;
                }
            } else {
                if (foundPatternCross(runs) && handlePossibleCenter(runs, y, x)) {
                    doClearCounts(runs);
                    part = 0;
                } else {
                    doShiftCounts2(runs);
                    part = 3;
                    runs[part] = 1;
                }
            }
        }
        if (part == PARTS - 1 && foundPatternCross(runs)) {
            handlePossibleCenter(runs, y, image.getWidth());
        }
    }
}
