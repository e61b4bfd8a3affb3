package dev.postern.credential.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A code is read however it was drawn, shown or photographed. */
class QrSearchTest {
    private static final String SHORT =
            "otpauth://totp/Acme%20Co:anna@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Acme%20Co";
    private static final String LONG =
            "otpauth://totp/A%20Long%20Issuer%20Incorporated:a.person.with.a.long.name@mail.example.com"
                    + "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA256"
                    + "&digits=8&period=60&issuer=A%20Long%20Issuer%20Incorporated";
    private static final int DARK_PAGE = 0x202124;

    private final Random random = new Random(11);

    /** How a code of a text becomes a picture. */
    interface Way {
        byte[] picture(String text, Random random);
    }

    static Stream<Arguments> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("as drawn", (text, _) -> code(text, 4).as("png"));
        ways.put("with a pixel for a module", (text, _) -> code(text, 1).as("png"));
        ways.put(
                "without a quiet zone",
                (text, _) -> SamplePicture.ofCode(text, 3, 0).as("gif"));
        ways.put(
                "light on a dark page",
                (text, _) -> SamplePicture.ofCode(text, 5, 2)
                        .coloured(0xeeeeee, DARK_PAGE)
                        .within(1_200, 800, 300, 200, DARK_PAGE)
                        .as("png"));
        ways.put(
                "on a small card of a dark page",
                (text, _) -> SamplePicture.ofCode(text, 4, 1)
                        .within(1_600, 1_000, 700, 300, DARK_PAGE)
                        .as("png"));
        ways.put(
                "in colours",
                (text, _) -> code(text, 4).coloured(0x7a1fa2, 0xfff3c4).as("png"));
        ways.put(
                "dark before nothing", (text, _) -> code(text, 5).transparent(0).as("png"));
        ways.put(
                "white before nothing",
                (text, _) -> code(text, 5).transparent(0xffffff).as("png"));
        ways.put(
                "small in a large photograph",
                (text, chance) -> code(text, 4)
                        .turned(chance.nextInt(360))
                        .within(3_000, 2_200, chance.nextInt(2_200), chance.nextInt(1_500), 0xffffff)
                        .asJpeg(0.8f, chance.nextBoolean()));
        ways.put(
                "turned anyhow",
                (text, chance) ->
                        code(text, 5).turned(chance.nextDouble() * 360).asJpeg(0.6f, false));
        ways.put(
                "from below",
                (text, chance) -> code(text, 8)
                        .leaning(0.1 + chance.nextDouble() * 0.15)
                        .turned(chance.nextInt(30) - 15)
                        .asJpeg(0.8f, false));
        ways.put("grainy", (text, chance) -> code(text, 6).grainy(100, chance).asJpeg(0.7f, false));
        ways.put("blurred", (text, _) -> code(text, 5).blurred(7).as("png"));
        ways.put("spoiled by compression", (text, _) -> code(text, 4).asJpeg(0.05f, false));
        ways.put("half in shadow", (text, _) -> code(text, 6).shadowed(0.15).asJpeg(0.8f, false));
        ways.put(
                "in an odd size",
                (text, chance) ->
                        code(text, 8).scaled(0.3 + chance.nextDouble() / 2).as("png"));
        ways.put(
                "as a photograph",
                (text, chance) -> code(text, 8)
                        .leaning(0.15)
                        .turned(chance.nextInt(60) - 30)
                        .blurred(3)
                        .grainy(35, chance)
                        .shadowed(0.4)
                        .within(1_600, 1_200, 100, 100, 0x706050)
                        .asJpeg(0.6f, false));
        return ways.entrySet().stream().map(way -> Arguments.of(way.getKey(), way.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void aCodeIsRead(String name, Way way) throws NoPicture {
        assertThat(read(way.picture(LONG, random))).containsExactly(LONG);
    }

    @Test
    void severalCodesOfAPictureAreReadTogether() throws NoPicture {
        // Given
        SamplePicture three = code(SHORT, 5)
                .beside(code("https://example.com/", 4).turned(20))
                .beside(code(LONG, 3).coloured(0xffffff, 0));
        // When
        Set<String> texts = read(three.as("png"));
        // Then
        assertThat(texts).containsExactlyInAnyOrder(SHORT, "https://example.com/", LONG);
    }

    @Test
    void aPictureWithoutACodeShowsNone() throws NoPicture {
        SamplePicture noise = code(SHORT, 2).grainy(255, random);

        assertThat(read(noise.as("png"))).isEmpty();
        assertThat(read(code(SHORT, 4).coloured(0xffffff, 0xffffff).as("png"))).isEmpty();
    }

    /** Each three of the squares may be a code's corners: all of them would take hours. */
    @Test
    void aPictureFullOfCornersIsGivenUpSoon() {
        // Given
        int side = 800;
        byte[] pixels = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int ring = Math.max(Math.abs(x % 20 - 10), Math.abs(y % 20 - 10));
                pixels[y * side + x] = (byte) (ring < 3 || (ring >= 5 && ring < 7) ? 0 : 255);
            }
        }
        int[] asked = {0};
        // When
        Set<String> texts = QrSearch.in(List.of(new GrayPicture(side, side, pixels)), () -> ++asked[0] > 1_500);
        // Then
        assertThat(texts).isEmpty();
    }

    private static SamplePicture code(String text, int module) {
        return SamplePicture.ofCode(text, module, 4);
    }

    private static Set<String> read(byte[] picture) throws NoPicture {
        PictureFormat format = PictureFormat.of(picture).orElseThrow();
        return QrSearch.in(PictureReader.read(format, picture, () -> false), () -> false);
    }
}
