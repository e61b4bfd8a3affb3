package dev.postern.credential.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** A body with a picture: the picture itself, or a form ({@code multipart/form-data}, RFC 7578) whose first picture counts. */
final class PostedPicture {
    private static final String MULTIPART = "multipart/";
    private static final int MOST_PARTS = 100;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(MOST_PARTS)
            .setMaxHeaderLen(8 * 1024)
            .setMaxLineLen(8 * 1024)
            .setMaxContentLen(-1)
            .build();

    private PostedPicture() {}

    /**
     * The picture.
     *
     * @param contentType as in the header; empty when absent
     * @return empty when there is none
     */
    static Optional<byte[]> in(byte[] body, String contentType) {
        if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
            return ifPicture(body);
        }
        try {
            return firstPart(body, contentType);
        } catch (MimeException | IOException | RuntimeException _) {
            // The form is broken.
            return Optional.empty();
        }
    }

    private static Optional<byte[]> firstPart(byte[] body, String contentType) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.parseHeadless(new ByteArrayInputStream(body), contentType);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        int parts = 0;
        for (EntityState state = stream.getState();
                state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS;
                state = stream.next()) {
            if (state == EntityState.T_BODY) {
                parts++;
                Optional<byte[]> picture = ifPicture(stream.getInputStream().readAllBytes());
                if (picture.isPresent()) {
                    return picture;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> ifPicture(byte[] bytes) {
        return PictureFormat.of(bytes).map(_ -> bytes);
    }
}
