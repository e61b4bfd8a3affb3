package dev.postern.credential.picture;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture with a QR code, as it may come from a screen, a camera or a drawing program. */
record SamplePicture(BufferedImage image) {

    /** A code with modules of so many pixels and a quiet zone of so many modules. */
    static SamplePicture ofCode(String text, int module, int quiet) {
        try {
            BitMatrix bits = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            1,
                            1,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    quiet,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M));
            int side = bits.getWidth() * module;
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    image.setRGB(x, y, bits.get(x / module, y / module) ? 0 : 0xffffff);
                }
            }
            return new SamplePicture(image);
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In other colours. */
    SamplePicture coloured(int dark, int light) {
        BufferedImage coloured = canvas(image.getWidth(), image.getHeight(), light);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                coloured.setRGB(x, y, (image.getRGB(x, y) & 0xff) < 128 ? dark : light);
            }
        }
        return new SamplePicture(coloured);
    }

    /** Somewhere in a larger picture of one colour. */
    SamplePicture within(int width, int height, int left, int top, int ground) {
        BufferedImage larger = canvas(width, height, ground);
        larger.createGraphics().drawImage(image, left, top, null);
        return new SamplePicture(larger);
    }

    SamplePicture beside(SamplePicture other) {
        int gap = 30;
        BufferedImage both = canvas(
                image.getWidth() + gap + other.image.getWidth(),
                Math.max(image.getHeight(), other.image.getHeight()),
                0xffffff);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.drawImage(other.image, image.getWidth() + gap, 0, null);
        return new SamplePicture(both);
    }

    /** Turned, with the corners still in the picture. */
    SamplePicture turned(double degrees) {
        double radians = Math.toRadians(degrees);
        double cos = Math.abs(Math.cos(radians));
        double sin = Math.abs(Math.sin(radians));
        int width = (int) Math.ceil(image.getWidth() * cos + image.getHeight() * sin);
        int height = (int) Math.ceil(image.getWidth() * sin + image.getHeight() * cos);
        AffineTransform turn = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
        turn.rotate(radians);
        turn.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        return drawn(width, height, turn);
    }

    SamplePicture scaled(double factor) {
        return drawn(
                (int) (image.getWidth() * factor),
                (int) (image.getHeight() * factor),
                AffineTransform.getScaleInstance(factor, factor));
    }

    private SamplePicture drawn(int width, int height, AffineTransform transform) {
        BufferedImage drawn = canvas(width, height, 0xffffff);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, transform, null);
        return new SamplePicture(drawn);
    }

    /** Seen from below: the upper edge is shorter by the given part, and the picture lower by half of it. */
    SamplePicture leaning(double part) {
        int width = image.getWidth();
        int height = image.getHeight();
        float in = (float) (width * part / 2);
        float down = (float) (height * part / 2);
        PerspectiveTransform toSource = PerspectiveTransform.quadrilateralToQuadrilateral(
                in, down, width - in, down, width, height, 0, height, 0, 0, width, 0, width, height, 0, height);
        BufferedImage leaning = canvas(width, height, 0xffffff);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float[] point = {x, y};
                toSource.transformPoints(point);
                int sourceX = Math.round(point[0]);
                int sourceY = Math.round(point[1]);
                if (sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height) {
                    leaning.setRGB(x, y, image.getRGB(sourceX, sourceY));
                }
            }
        }
        return new SamplePicture(leaning);
    }

    SamplePicture grainy(int most, Random random) {
        BufferedImage grainy = canvas(image.getWidth(), image.getHeight(), 0);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int off = random.nextInt(2 * most + 1) - most;
                grainy.setRGB(x, y, new Color(near(rgb >> 16, off), near(rgb >> 8, off), near(rgb, off)).getRGB());
            }
        }
        return new SamplePicture(grainy);
    }

    /** Darker from left to right, down to the given part of the light. */
    SamplePicture shadowed(double least) {
        BufferedImage dark = canvas(image.getWidth(), image.getHeight(), 0);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double light = 1 - (1 - least) * x / image.getWidth();
                int rgb = image.getRGB(x, y);
                dark.setRGB(
                        x,
                        y,
                        new Color((int) ((rgb >> 16 & 0xff) * light), (int) ((rgb >> 8 & 0xff) * light), (int)
                                        ((rgb & 0xff) * light))
                                .getRGB());
            }
        }
        return new SamplePicture(dark);
    }

    private static int near(int channel, int off) {
        return Math.clamp((channel & 0xff) + off, 0, 255);
    }

    SamplePicture blurred(int side) {
        float[] weights = new float[side * side];
        Arrays.fill(weights, 1f / weights.length);
        return new SamplePicture(
                new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null).filter(image, null));
    }

    /** Dark modules before nothing. */
    SamplePicture transparent(int dark) {
        BufferedImage clear = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                clear.setRGB(x, y, (image.getRGB(x, y) & 0xff) < 128 ? 0xff000000 | dark : 0);
            }
        }
        return new SamplePicture(clear);
    }

    SamplePicture of(int type) {
        BufferedImage other = new BufferedImage(image.getWidth(), image.getHeight(), type);
        other.createGraphics().drawImage(image, 0, 0, null);
        return new SamplePicture(other);
    }

    byte[] as(String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, format, output)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] asJpeg(float quality, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage canvas(int width, int height, int colour) {
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(new Color(colour));
        graphics.fillRect(0, 0, width, height);
        return canvas;
    }
}
