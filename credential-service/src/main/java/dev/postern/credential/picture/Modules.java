package dev.postern.credential.picture;

import com.google.zxing.NotFoundException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GridSampler;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.detector.Detector;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the modules of a code out of a picture, given the squares in three of its corners. The fourth corner is known by the
 * alignment pattern beside it (ISO/IEC 18004, section 6.3.6), which tells how the code leans.
 */
final class Modules extends Detector {
    private static final int SMALLEST = 21;
    private static final int LARGEST = 177;
    // The middle of a corner's square is this far from the code's edge; that of the alignment pattern lies three
    // further in.
    private static final float TO_MIDDLE = 3.5f;
    private static final float FURTHER_IN = 3;
    private static final int WIDEST_SEARCH = 16;

    private final Corners.Triple triple;
    private final float moduleSize;

    Modules(BitMatrix image, Corners.Triple triple) {
        super(image);
        this.triple = triple;
        this.moduleSize = calculateModuleSize(triple.topLeft(), triple.topRight(), triple.bottomLeft());
    }

    /**
     * The modules of a code that has so many more on a side than it seems to have.
     *
     * @throws NotFoundException when no code can be there
     */
    BitMatrix cutOut(int more) throws NotFoundException {
        if (!(moduleSize >= 1)) {
            throw NotFoundException.getNotFoundInstance();
        }
        int side = side() + more;
        if (side < SMALLEST || side > LARGEST) {
            throw NotFoundException.getNotFoundInstance();
        }
        boolean hasAlignment = side > SMALLEST;
        ResultPoint alignment = hasAlignment ? alignment(side) : null;
        float far = side - TO_MIDDLE;
        float farther = alignment == null ? far : far - FURTHER_IN;
        ResultPoint fourth = alignment == null ? affine(1) : alignment;
        return GridSampler.getInstance()
                .sampleGrid(
                        getImage(),
                        side,
                        side,
                        PerspectiveTransform.quadrilateralToQuadrilateral(
                                TO_MIDDLE,
                                TO_MIDDLE,
                                far,
                                TO_MIDDLE,
                                farther,
                                farther,
                                TO_MIDDLE,
                                far,
                                triple.topLeft().getX(),
                                triple.topLeft().getY(),
                                triple.topRight().getX(),
                                triple.topRight().getY(),
                                fourth.getX(),
                                fourth.getY(),
                                triple.bottomLeft().getX(),
                                triple.bottomLeft().getY()));
    }

    /** The size of the nearest version (ISO/IEC 18004, section 6.3.1): 17 modules and four for each version. */
    private int side() {
        float down = ResultPoint.distance(triple.topLeft(), triple.bottomLeft());
        float across = ResultPoint.distance(triple.topLeft(), triple.topRight());
        return 17 + 4 * Math.round(((down + across) / 2 / moduleSize + 7 - 17) / 4);
    }

    /** Where the fourth corner would be if the code did not lean, at a part of the way to it. */
    private ResultPoint affine(float part) {
        float x = triple.topRight().getX()
                + triple.bottomLeft().getX()
                - triple.topLeft().getX();
        float y = triple.topRight().getY()
                + triple.bottomLeft().getY()
                - triple.topLeft().getY();
        return new ResultPoint(
                triple.topLeft().getX() + part * (x - triple.topLeft().getX()),
                triple.topLeft().getY() + part * (y - triple.topLeft().getY()));
    }

    /** The alignment pattern; null when it is not found, as where a hand or a logo covers it. */
    private @Nullable ResultPoint alignment(int side) {
        ResultPoint guess = affine(1 - FURTHER_IN / (side - 2 * TO_MIDDLE));
        for (int around = 4; around <= WIDEST_SEARCH; around *= 2) {
            try {
                return findAlignmentInRegion(moduleSize, (int) guess.getX(), (int) guess.getY(), around);
            } catch (NotFoundException _) {
                // A wider search follows.
            }
        }
        return null;
    }
}
