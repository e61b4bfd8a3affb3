package dev.postern.credential.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The forms of pictures that are read. The bytes decide which it is, whatever the caller calls them. */
enum PictureFormat {
    PNG("\u0089PNG\r\n\u001a\n", 0),
    JPEG("\u00ff\u00d8\u00ff", 0),
    GIF("GIF8", 0),
    WEBP("WEBP", 8);

    private final String mark;
    private final int place;

    PictureFormat(String mark, int place) {
        this.mark = mark;
        this.place = place;
    }

    /** The form of a picture; empty when it is none of these. */
    static Optional<PictureFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.fits(bytes)).findFirst();
    }

    private boolean fits(byte[] bytes) {
        if (bytes.length < place + mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if ((bytes[place + i] & 0xff) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The picture without what is no part of its pixels: colour profiles, texts, places where it was taken. */
    byte[] pixelsAlone(byte[] bytes) throws NoPicture {
        return switch (this) {
            case PNG -> PixelsAlone.ofPng(bytes);
            case JPEG -> PixelsAlone.ofJpeg(bytes);
            case WEBP -> PixelsAlone.ofWebp(bytes);
            case GIF -> bytes;
        };
    }

    ImageReader reader() throws IOException {
        return switch (this) {
            // Its provider is named here, since the JDK finds providers by the thread's class loader.
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            default -> ImageIO.getImageReadersByFormatName(name()).next();
        };
    }
}
