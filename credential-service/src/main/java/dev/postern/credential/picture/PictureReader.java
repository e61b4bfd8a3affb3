package dev.postern.credential.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads a picture into shades of gray. Its size is checked before a pixel is decoded; no file is written. */
final class PictureReader {
    /** As many as the cameras of today's telephones make. */
    static final int MOST_PIXELS = 50_000_000;

    // A decoder keeps two rows whole, whatever else it keeps.
    private static final int LONGEST_SIDE = 65_500;
    // A decoder of these keeps the whole picture in memory, several bytes for each pixel.
    private static final int MOST_PIXELS_WHOLE = 17_000_000;
    private static final int MOST_KEPT_JPEG = 16_000_000;
    private static final int MOST_KEPT = 6_000_000;
    private static final int OPAQUE = 255;

    private PictureReader() {}

    /**
     * The picture; where some of it is transparent, once before white and once before black.
     *
     * @throws NoPicture when the bytes cannot be read, or are too large a picture
     */
    static List<GrayPicture> read(PictureFormat format, byte[] bytes, BooleanSupplier timeIsOver) throws NoPicture {
        byte[] alone = format.pixelsAlone(bytes);
        ImageReader reader = null;
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(alone))) {
            reader = format.reader();
            reader.setInput(input, true, true);
            return read(format, reader, alone, timeIsOver);
        } catch (IOException | RuntimeException _) {
            // Decoders throw many kinds of exceptions at broken pictures.
            throw NoPicture.broken();
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static List<GrayPicture> read(
            PictureFormat format, ImageReader reader, byte[] bytes, BooleanSupplier timeIsOver)
            throws IOException, NoPicture {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        boolean inRows = format == PictureFormat.PNG || (format == PictureFormat.JPEG && !isProgressive(bytes));
        if (Math.max(reader.getWidth(0), reader.getHeight(0)) > LONGEST_SIDE) {
            throw NoPicture.tooLong();
        }
        if (pixels > (inRows ? MOST_PIXELS : MOST_PIXELS_WHOLE)) {
            throw NoPicture.tooLarge();
        }
        int step = 1;
        int kept = format == PictureFormat.JPEG ? MOST_KEPT_JPEG : MOST_KEPT;
        while (pixels / ((long) step * step) > kept) {
            step++;
        }
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        if (format == PictureFormat.WEBP) {
            // This decoder is asked for all and gives what is kept of it.
            how.setSourceRegion(new Rectangle(reader.getWidth(0), reader.getHeight(0)));
        }
        reader.addIIOReadProgressListener(new StopInTime(timeIsOver));
        return format == PictureFormat.JPEG ? jpeg(reader, how) : shades(reader.read(0, how));
    }

    /** In a progressive picture (SOF2; ITU-T T.81, table B.1) every pixel stays in memory until the last scan. */
    private static boolean isProgressive(byte[] jpeg) {
        for (int at = 2; at + 3 < jpeg.length && (jpeg[at] & 0xff) == 0xff; ) {
            int marker = jpeg[at + 1] & 0xff;
            if (marker == 0xda) {
                return false;
            }
            if (marker == 0xc2) {
                return true;
            }
            at += marker == 0xff ? 1 : 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff));
        }
        return false;
    }

    /** The decoder gives the brightness alone where it can; else the first of the colours, which is the brightness or near it. */
    private static List<GrayPicture> jpeg(ImageReader reader, ImageReadParam how) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        while (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            if (type.getBufferedImageType() == BufferedImage.TYPE_BYTE_GRAY) {
                how.setDestinationType(type);
                return List.of(firstBand(reader.read(0, how).getRaster()));
            }
        }
        return List.of(firstBand(reader.readRaster(0, how)));
    }

    private static GrayPicture firstBand(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (raster.getNumBands() == 1
                && raster.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getData().length == width * height) {
            return new GrayPicture(width, height, buffer.getData());
        }
        byte[] gray = new byte[width * height];
        int[] row = new int[width];
        int deeper = Math.max(0, DataBuffer.getDataTypeSize(raster.getTransferType()) - 8);
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                gray[y * width + x] = (byte) (row[x] >> deeper);
            }
        }
        return new GrayPicture(width, height, gray);
    }

    private static List<GrayPicture> shades(BufferedImage image) {
        GrayPicture onWhite = shade(image, OPAQUE);
        return image.getColorModel().hasAlpha()
                ? Stream.of(onWhite, shade(image, 0)).toList()
                : List.of(onWhite);
    }

    private static GrayPicture shade(BufferedImage image, int ground) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] gray = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                gray[y * width + x] = (byte) brightness(row[x], ground);
            }
        }
        return new GrayPicture(width, height, gray);
    }

    private static int brightness(int argb, int ground) {
        int alpha = argb >>> 24;
        int own = (306 * ((argb >> 16) & 0xff) + 601 * ((argb >> 8) & 0xff) + 117 * (argb & 0xff)) >> 10;
        return (own * alpha + ground * (OPAQUE - alpha)) / OPAQUE;
    }
}
