package dev.postern.credential.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.credential.Installation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of all forms are read, hostile ones are refused, and nothing of them touches a disk. */
class PictureReaderTest {
    private static final String KEY = "otpauth://totp/Acme:anna@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Acme";
    private static final int TRIES = 90;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lossy.webp",
                "lossless.webp",
                "transparent.webp",
                "moving.webp",
                "described.webp",
                "print.jpg",
                "progressive.jpg",
                "described.jpg",
                "palette.png"
            })
    void otherProgramsPicturesAreRead(String name) throws NoPicture {
        assertThat(codes(stored(name))).containsExactly(KEY);
    }

    @Test
    void everyFormIsKnownByItsBytes() {
        SamplePicture picture = SamplePicture.ofCode(KEY, 2, 4);

        assertThat(PictureFormat.of(picture.as("png"))).contains(PictureFormat.PNG);
        assertThat(PictureFormat.of(picture.as("gif"))).contains(PictureFormat.GIF);
        assertThat(PictureFormat.of(picture.asJpeg(1, false))).contains(PictureFormat.JPEG);
        assertThat(PictureFormat.of(stored("lossy.webp"))).contains(PictureFormat.WEBP);
        assertThat(PictureFormat.of(picture.as("bmp"))).isEmpty();
        assertThat(PictureFormat.of(new byte[0])).isEmpty();
    }

    @Test
    void pixelsAreCountedBeforeTheyAreDecoded() {
        for (int side : new int[] {8_000, 40_000, 65_535}) {
            byte[] png = withSides(SamplePicture.ofCode(KEY, 2, 4).as("png"), side);
            assertThatExceptionOfType(NoPicture.class)
                    .isThrownBy(() -> codes(png))
                    .matches(NoPicture::isTooLarge);
        }
    }

    @Test
    void aPictureThatPromisesMoreThanItHoldsIsRefusedOrReadInPart() {
        byte[] png = withSides(SamplePicture.ofCode(KEY, 2, 4).as("png"), 3_000);

        assertThat(outcome(png)).isIn("nothing", "no picture");
    }

    @Test
    void aJpegOfCountlessScansIsRefused() {
        // Given
        byte[] jpeg = stored("progressive.jpg");
        byte[] endless = Arrays.copyOf(jpeg, jpeg.length + 100_000);
        for (int i = jpeg.length; i + 1 < endless.length; i += 2) {
            endless[i] = (byte) 0xff;
            endless[i + 1] = (byte) 0xda;
        }
        // Then
        assertThatExceptionOfType(NoPicture.class)
                .isThrownBy(() -> codes(endless))
                .matches(no -> !no.isTooLarge());
    }

    @Test
    void aSpoiledPictureIsReadOrRefusedAndNothingElse() {
        Random random = new Random(3);
        List<byte[]> whole = List.of(
                stored("palette.png"),
                stored("lossy.webp"),
                stored("lossless.webp"),
                stored("moving.webp"),
                stored("progressive.jpg"),
                SamplePicture.ofCode(KEY, 2, 4).as("gif"));
        for (int i = 0; i < TRIES; i++) {
            byte[] picture = whole.get(i % whole.size());
            byte[] spoiled =
                    Arrays.copyOf(picture, random.nextInt(3) == 0 ? random.nextInt(picture.length) : picture.length);
            for (int change = random.nextInt(20); change > 0 && spoiled.length > 0; change--) {
                spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
            }
            assertThat(outcome(spoiled)).isIn("the key", "nothing", "no picture");
        }
    }

    @Test
    void noFileIsWritten() throws Exception {
        // Given
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Set<Path> before = imageFiles(temporary);
        // When
        for (String name : List.of("lossy.webp", "progressive.jpg", "palette.png")) {
            codes(stored(name));
        }
        codes(SamplePicture.ofCode(KEY, 3, 4).as("gif"));
        // Then
        assertThat(imageFiles(temporary)).isEqualTo(before);
    }

    /** The JDK's cache for pictures names its files so. */
    private static Set<Path> imageFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.filter(file -> file.getFileName().toString().startsWith("imageio"))
                    .toList());
        }
    }

    private static String outcome(byte[] picture) {
        try {
            return PictureFormat.of(picture).isEmpty()
                    ? "no picture"
                    : codes(picture).contains(KEY) ? "the key" : "nothing";
        } catch (NoPicture _) {
            return "no picture";
        }
    }

    private static List<String> codes(byte[] picture) throws NoPicture {
        PictureFormat format = PictureFormat.of(picture).orElseThrow();
        return new ArrayList<>(QrSearch.in(PictureReader.read(format, picture, () -> false), () -> false));
    }

    private static byte[] withSides(byte[] png, int side) {
        ByteBuffer bytes = ByteBuffer.wrap(png.clone());
        bytes.putInt(16, side).putInt(20, side);
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), 12, 17);
        bytes.putInt(29, (int) sum.getValue());
        return bytes.array();
    }

    private static byte[] stored(String name) {
        return Installation.picture(name);
    }
}
