package dev.postern.credential.picture;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.FinderPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Looks for QR codes in a picture. It tries sizes, light for dark, two ways to black and white, grain taken away, and angles, the
 * quick ones first, until something is found or the time is over. Once a size shows codes, the tries of that size still follow, so
 * that several codes of a picture are found together.
 */
final class QrSearch {
    private static final int SMALL = 700;
    private static final List<Integer> SIZES = List.of(900, 1_800);
    private static final List<Integer> ANGLES = List.of(45, 22, 67, 11, 34, 56, 79);
    private static final int TURNED_SIZE = 1_200;
    private static final int MOST_CODES = 40;
    // Seen from the side, a code seems to have fewer modules or more. Sizes are four modules apart.
    private static final int[] MODULES_MORE = {0, 4, -4, 8};
    private static final List<Function<GrayPicture, BinaryBitmap>> WAYS =
            List.of(GrayPicture::byNeighbours, GrayPicture::byThreshold);

    private final BooleanSupplier timeIsOver;
    private final Set<String> found = new LinkedHashSet<>();

    private QrSearch(BooleanSupplier timeIsOver) {
        this.timeIsOver = timeIsOver;
    }

    /** The texts of the codes, in the order in which they were found; empty when there are none. */
    static Set<String> in(List<GrayPicture> pictures, BooleanSupplier timeIsOver) {
        QrSearch search = new QrSearch(timeIsOver);
        pictures.forEach(search::plainly);
        if (search.found.isEmpty()) {
            pictures.forEach(search::harder);
        }
        return search.found;
    }

    private void plainly(GrayPicture picture) {
        for (int size : sizes(picture)) {
            if (!found.isEmpty()) {
                return;
            }
            bothShades(size == picture.longerSide() ? picture : picture.scaled(size));
        }
    }

    private static List<Integer> sizes(GrayPicture picture) {
        int own = picture.longerSide();
        return own < SMALL
                ? List.of(own, own * 2, own * 3)
                : IntStream.concat(
                                SIZES.stream().filter(size -> size < own).mapToInt(Integer::intValue),
                                IntStream.of(own))
                        .boxed()
                        .toList();
    }

    private void harder(GrayPicture picture) {
        GrayPicture workable = picture.longerSide() > TURNED_SIZE ? picture.scaled(TURNED_SIZE) : picture;
        List<Function<GrayPicture, GrayPicture>> changes = new ArrayList<>();
        changes.add(GrayPicture::smoothed);
        changes.add(same -> same.smoothed().smoothed());
        changes.add(same -> same.scaled(Math.max(2, same.longerSide() / 2)));
        changes.add(same -> same.scaled(Math.max(2, same.longerSide() / 3)));
        ANGLES.forEach(angle -> changes.add(same -> same.turned(angle)));
        for (Function<GrayPicture, GrayPicture> change : changes) {
            if (!found.isEmpty() || timeIsOver.getAsBoolean()) {
                return;
            }
            bothShades(change.apply(workable));
        }
    }

    private void bothShades(GrayPicture picture) {
        for (GrayPicture shade : List.of(picture, picture.inverted())) {
            GrayPicture framed = shade.withQuietZone();
            for (Function<GrayPicture, BinaryBitmap> way : WAYS) {
                if (timeIsOver.getAsBoolean()) {
                    return;
                }
                once(way.apply(framed));
            }
        }
    }

    private void once(BinaryBitmap bitmap) {
        BitMatrix image;
        try {
            image = bitmap.getBlackMatrix();
        } catch (NotFoundException _) {
            // There is one shade only.
            return;
        }
        List<FinderPattern> used = new ArrayList<>();
        for (Corners.Triple triple : Corners.triples(image)) {
            if (timeIsOver.getAsBoolean() || found.size() >= MOST_CODES) {
                return;
            }
            if (triple.all().stream().noneMatch(used::contains) && read(image, triple)) {
                used.addAll(triple.all());
            }
        }
    }

    private boolean read(BitMatrix image, Corners.Triple triple) {
        Modules modules = new Modules(image, triple);
        for (int more : MODULES_MORE) {
            try {
                found.add(new Decoder().decode(modules.cutOut(more)).getText());
                return true;
            } catch (ReaderException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
                // The three belong to no code, or to one that cannot be read this way.
            }
        }
        return false;
    }
}
