package dev.postern.credential.picture;

/** A desk for pictures, for tests of what stands in front of it. */
public final class Desks {

    private Desks() {}

    public static PictureDesk open() {
        return new PictureDesk();
    }

    /** A PNG with a QR code. */
    public static byte[] picture(String text) {
        return SamplePicture.ofCode(text, 4, 4).as("png");
    }
}
