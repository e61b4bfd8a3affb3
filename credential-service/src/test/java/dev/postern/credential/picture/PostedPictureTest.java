package dev.postern.credential.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PostedPictureTest {
    private static final byte[] PICTURE = SamplePicture.ofCode("text", 2, 4).as("png");
    private static final String FORM = "multipart/form-data; boundary=edge";

    @Test
    void aBodyMayBeThePictureWhateverItIsCalled() {
        assertThat(PostedPicture.in(PICTURE, "image/png")).contains(PICTURE);
        assertThat(PostedPicture.in(PICTURE, "image/jpeg")).contains(PICTURE);
        assertThat(PostedPicture.in(PICTURE, "")).contains(PICTURE);
        assertThat(PostedPicture.in("{}".getBytes(StandardCharsets.UTF_8), "application/json"))
                .isEmpty();
        assertThat(PostedPicture.in(new byte[0], "image/png")).isEmpty();
    }

    @Test
    void theFirstPictureOfAFormCounts() {
        byte[] form = form("note", "a word".getBytes(StandardCharsets.UTF_8), "file\"; filename=\"a.png", PICTURE);

        assertThat(PostedPicture.in(form, FORM)).contains(PICTURE);
        assertThat(PostedPicture.in(form, "Multipart/Form-Data;boundary=\"edge\""))
                .contains(PICTURE);
    }

    @Test
    void aFormWithoutAPictureOrABrokenOneHasNone() {
        byte[] form = form("file", PICTURE);

        assertThat(PostedPicture.in(form("note", "a word".getBytes(StandardCharsets.UTF_8)), FORM))
                .isEmpty();
        assertThat(PostedPicture.in(form, "multipart/form-data")).isEmpty();
        assertThat(PostedPicture.in(form, "multipart/form-data; boundary=other"))
                .isEmpty();
        assertThat(PostedPicture.in(new byte[0], FORM)).isEmpty();
    }

    private static byte[] form(Object... namesAndValues) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + namesAndValues[i] + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes((byte[]) namesAndValues[i + 1]);
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }
}
