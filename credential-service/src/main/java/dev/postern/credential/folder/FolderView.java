package dev.postern.credential.folder;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A folder as Skyvern answers it ({@code skyvern/forge/sdk/schemas/credential_folders.py}).
 *
 * @param title its label
 * @param description of any length; null without one
 * @param folderId its id
 * @param organizationId whose it is
 * @param credentialCount how many credentials lie in it
 * @param createdAt in UTC, without a zone, as Skyvern writes times
 * @param modifiedAt when its texts were changed or a credential was put into it; written as createdAt is
 */
@Schema(name = "CredentialFolder")
record FolderView(
        String title,
        @Nullable String description,
        String folderId,
        String organizationId,
        long credentialCount,
        String createdAt,
        String modifiedAt) {
    private static final DateTimeFormatter NAIVE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    static FolderView of(FolderRow row, long credentialCount) {
        return new FolderView(
                row.title,
                row.description,
                row.folderId,
                row.organizationId,
                credentialCount,
                naive(row.createdAt),
                naive(row.modifiedAt));
    }

    private static String naive(Instant time) {
        return NAIVE.format(time);
    }
}
