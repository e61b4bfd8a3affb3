package dev.postern.credential.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Notice;
import dev.postern.credential.imports.entry.Reason;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of an import, without any secret. */
@Schema(name = "Import")
record ImportView(
        boolean dryRun,

        @Schema(description = "How many entries the files and texts have together")
        int total,

        @Schema(
                description =
                        "The number to begin with in the next call, with the same body; null: all were dealt with")
        @Nullable Long next,

        @Schema(description = "The files and texts") List<SourceView> sources,

        @Schema(description = "One for each entry that this call dealt with")
        List<ResultView> results,

        @Schema(description = "What is missing of the whole, such as a page of an export")
        List<NoticeView> notices) {

    /** What became of an entry. */
    @Schema(name = "ImportOutcome")
    enum Outcome {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("would_create")
        WOULD_CREATE,
        @JsonProperty("duplicate")
        DUPLICATE,
        @JsonProperty("failed")
        FAILED
    }

    /** What an entry has. */
    @Schema(name = "ImportedKind")
    enum Kind {
        @JsonProperty("password")
        PASSWORD,
        @JsonProperty("authenticator")
        AUTHENTICATOR,
        @JsonProperty("counter")
        COUNTER
    }

    @Schema(name = "ImportedSource")
    record SourceView(
            String name,

            @Schema(description = "null: it is not known") @Nullable Format format,

            int entries,

            @Schema(description = "Why nothing of it was read; null: it was read") @Nullable Reason reason,

            @Schema(description = "The reason as a sentence") @Nullable String message) {}

    @Schema(name = "ImportResult")
    record ResultView(
            @Schema(description = "The entry's number, from 1")
            long number,

            @Schema(description = "The file or text it came from")
            String source,

            String name,
            String username,

            @Schema(description = "Empty for an entry that cannot be stored")
            List<Kind> kinds,

            Outcome outcome,

            @Schema(description = "The one that was made, or that is a duplicate's other; null: there is none")
            @Nullable String credentialId,

            @Schema(description = "Why it failed; null: it did not") @Nullable Reason reason,

            @Schema(description = "The reason as a sentence, or which the duplicate's other is") @Nullable String message,

            @Schema(description = "What of the entry does not come over")
            List<NoticeView> notices) {
        /** Leaves out the names, which may be an address or a phone number. */
        @Override
        public String toString() {
            return "ResultView[number=" + number + ", outcome=" + outcome + ", reason=" + reason + "]";
        }
    }

    @Schema(name = "ImportNotice")
    record NoticeView(
            @Schema(description = "The application's name for it")
            String field,

            String message) {
        static List<NoticeView> of(List<Notice> notices) {
            return notices.stream()
                    .map(notice -> new NoticeView(notice.field(), notice.message()))
                    .toList();
        }
    }
}
