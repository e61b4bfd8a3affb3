package dev.postern.credential.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Format;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants imported.
 *
 * @param sources the files and texts, in their order
 * @param format whose exports they are; null: it is seen by each one's form
 * @param password of encrypted ones; null: none
 * @param dryRun whether nothing is to be stored
 * @param first the number of the first entry that this call deals with, from 1
 * @param most how many entries it deals with
 */
record ImportBody(
        List<Source> sources,
        @Nullable Format format,
        @Nullable String password,
        boolean dryRun,
        long first,
        int most) {
    /** How long the whole body may be: 16 MiB. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int MOST_SOURCES = 100;
    private static final int MOST_ENTRIES = 500;
    private static final int LAST_ENTRY = 10_000_000;

    ImportBody {
        sources = List.copyOf(sources);
    }

    /**
     * A file or a text.
     *
     * @param name as the caller calls it
     * @param content what it holds
     */
    record Source(String name, Content content) {}

    /** The body, for the document. */
    @Schema(name = "NewImport")
    record Body(
            @Schema(
                    maxItems = MOST_SOURCES,
                    description =
                            "Exports, and pictures of QR codes (PNG, JPEG, WebP, GIF). Give files or texts, or both")
            @Nullable List<File> files,

            @Schema(
                    maxItems = MOST_SOURCES,
                    maxLength = TextLimit.Most.CONTENT,
                    description = "What is written in exports, or addresses of keys, one a line")
            @Nullable List<String> texts,

            @Schema(description = "Whose exports they are; absent: it is seen by their form") @Nullable Format format,

            @Schema(maxLength = TextLimit.Most.SECRET, description = "Of encrypted exports") @Nullable String password,

            @Schema(description = "Nothing is stored, and the answer says what would be; absent: false") @Nullable Boolean dryRun,

            @Schema(
                    description = "The number of the first entry to deal with, which the answer before calls next;"
                            + " absent: 1")
            @Nullable Integer first,

            @Schema(description = "How many entries to deal with, 500 at most; absent: 500") @Nullable Integer most) {
        @Override
        public String toString() {
            return "NewImport";
        }
    }

    /** A file, for the document. */
    @Schema(name = "ImportedFile")
    record File(
            @Schema(maxLength = TextLimit.Most.ID, description = "Comes back in the answer") @Nullable String name,

            @Schema(format = "byte", maxLength = MOST_BYTES, description = "In Base64")
            String content) {
        @Override
        public String toString() {
            return "ImportedFile";
        }
    }

    /**
     * The import.
     *
     * @throws dev.postern.platform.problem.Problem naming every field that is wrong
     */
    static ImportBody read(JsonFields fields) {
        List<Source> sources = new ArrayList<>();
        if (fields.raw("files") != null) {
            readFiles(fields, sources);
        }
        List<String> texts =
                fields.has("texts") ? fields.requiredStrings("texts", TextLimit.CONTENT, MOST_SOURCES) : List.of();
        for (String text : texts) {
            sources.add(new Source("text " + (sources.size() + 1), Content.of(text)));
        }
        if (sources.isEmpty()) {
            fields.reject("files", "missing", "Give at least one file or one text.");
        }
        ImportBody body = new ImportBody(
                sources,
                fields.optionalChoice("format", Format.BY_NAME),
                fields.optionalString("password", TextLimit.SECRET),
                fields.optionalBoolean("dry_run", false),
                fields.optionalInteger("first", 1, LAST_ENTRY, 1),
                (int) fields.optionalInteger("most", 1, MOST_ENTRIES, MOST_ENTRIES));
        fields.check();
        return body;
    }

    private static void readFiles(JsonFields fields, List<Source> sources) {
        JsonNode files = fields.raw("files");
        if (files == null || !files.isArray()) {
            fields.reject("files", "list_type", "Input should be a valid list");
            return;
        }
        if (files.size() > MOST_SOURCES) {
            fields.reject("files", "too_long", "List should have at most " + MOST_SOURCES + " items after validation");
            return;
        }
        for (int i = 0; i < files.size(); i++) {
            JsonFields file = JsonFields.of(files.get(i), List.of("body", "files", i));
            String name = file.optionalString("name", TextLimit.ID);
            JsonNode content = file.raw("content");
            byte[] bytes = content == null || !content.isTextual() ? null : decoded(content.textValue());
            if (bytes == null) {
                file.reject("content", "base64", "Input should be the file's bytes in Base64");
            } else {
                sources.add(new Source(name == null || name.isBlank() ? "file " + (i + 1) : name, new Content(bytes)));
            }
            fields.rejectAll(file.errors());
        }
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "ImportBody";
    }
}
