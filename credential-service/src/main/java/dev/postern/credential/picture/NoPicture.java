package dev.postern.credential.picture;

/** The bytes are no picture that can be read here. Says why, in words for the caller; quotes nothing. */
final class NoPicture extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private NoPicture(String message, boolean tooLarge) {
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    static NoPicture broken() {
        return new NoPicture("The picture is broken and cannot be read", false);
    }

    static NoPicture tooLarge() {
        return new NoPicture(
                "The picture has too many pixels: most are " + PictureReader.MOST_PIXELS / 1_000_000 + " million",
                true);
    }

    static NoPicture tooLong() {
        return new NoPicture("The picture is too wide or too high", true);
    }

    /** Whether it is a picture with more pixels than are read. */
    boolean isTooLarge() {
        return tooLarge;
    }
}
