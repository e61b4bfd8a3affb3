package dev.postern.credential.picture;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import java.util.Arrays;

/**
 * A picture in shades of gray, a byte for each pixel, row by row. 0 is black.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param pixels not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record GrayPicture(int width, int height, byte[] pixels) {
    private static final int WHITE = 255;

    int longerSide() {
        return Math.max(width, height);
    }

    /** Black and white by what is around each pixel, which bears shadows. */
    BinaryBitmap byNeighbours() {
        return new BinaryBitmap(new HybridBinarizer(source()));
    }

    /** Black and white by one threshold, which bears fine detail. */
    BinaryBitmap byThreshold() {
        return new BinaryBitmap(new GlobalHistogramBinarizer(source()));
    }

    private PlanarYUVLuminanceSource source() {
        return new PlanarYUVLuminanceSource(pixels, width, height, 0, 0, width, height, false);
    }

    /** Light for dark. */
    GrayPicture inverted() {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inverted[i] = (byte) ~pixels[i];
        }
        return new GrayPicture(width, height, inverted);
    }

    /** With a white edge: a code that was cut out without its quiet zone (ISO/IEC 18004, section 6.3.8) has one again. */
    GrayPicture withQuietZone() {
        int edge = Math.max(8, Math.min(width, height) / 16);
        int wide = width + 2 * edge;
        byte[] padded = new byte[wide * (height + 2 * edge)];
        Arrays.fill(padded, (byte) WHITE);
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, padded, (y + edge) * wide + edge, width);
        }
        return new GrayPicture(wide, height + 2 * edge, padded);
    }

    /** In another size: each pixel is the mean of those that it stands for, or between its neighbours. */
    GrayPicture scaled(int longest) {
        double factor = (double) longest / longerSide();
        int wide = Math.max(1, (int) Math.round(width * factor));
        int high = Math.max(1, (int) Math.round(height * factor));
        return factor < 1 ? shrunk(wide, high) : turned(wide, high, 1 / factor, 0);
    }

    private GrayPicture shrunk(int wide, int high) {
        byte[] scaled = new byte[wide * high];
        for (int y = 0; y < high; y++) {
            int top = (int) ((long) y * height / high);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / high));
            for (int x = 0; x < wide; x++) {
                int left = (int) ((long) x * width / wide);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * width / wide));
                scaled[y * wide + x] = mean(left, top, right, bottom);
            }
        }
        return new GrayPicture(wide, high, scaled);
    }

    private byte mean(int left, int top, int right, int bottom) {
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += pixels[y * width + x] & 0xff;
            }
        }
        return (byte) (sum / ((right - left) * (bottom - top)));
    }

    /** Each pixel as the mean of the nine around it: grain goes, and a code of wide modules stays. */
    GrayPicture smoothed() {
        byte[] smooth = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                smooth[y * width + x] =
                        mean(Math.max(0, x - 1), Math.max(0, y - 1), Math.min(width, x + 2), Math.min(height, y + 2));
            }
        }
        return new GrayPicture(width, height, smooth);
    }

    /** Turned about its middle, in a picture that holds its corners; white around. */
    GrayPicture turned(double degrees) {
        double radians = Math.toRadians(degrees);
        double cos = Math.abs(Math.cos(radians));
        double sin = Math.abs(Math.sin(radians));
        return turned(
                (int) Math.ceil(width * cos + height * sin), (int) Math.ceil(width * sin + height * cos), 1, radians);
    }

    private GrayPicture turned(int wide, int high, double step, double radians) {
        double cos = Math.cos(radians) * step;
        double sin = Math.sin(radians) * step;
        byte[] turned = new byte[wide * high];
        for (int y = 0; y < high; y++) {
            double down = y - (high - 1) / 2.0;
            for (int x = 0; x < wide; x++) {
                double across = x - (wide - 1) / 2.0;
                turned[y * wide + x] = between(
                        across * cos + down * sin + (width - 1) / 2.0, down * cos - across * sin + (height - 1) / 2.0);
            }
        }
        return new GrayPicture(wide, high, turned);
    }

    private byte between(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        double upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
        double lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
        return (byte) Math.round(upper * (1 - below) + lower * below);
    }

    private int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? WHITE : pixels[y * width + x] & 0xff;
    }
}
