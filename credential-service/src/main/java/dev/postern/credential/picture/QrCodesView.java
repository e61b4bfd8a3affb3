package dev.postern.credential.picture;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.credential.pasted.ScannedText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a picture shows.
 *
 * @param codes the QR codes; empty when none was found
 */
@Schema(name = "QrCodes")
record QrCodesView(List<QrCode> codes) {

    static QrCodesView of(Collection<String> texts) {
        return new QrCodesView(
                texts.stream().map(text -> QrCode.of(ScannedText.of(text))).toList());
    }

    @Override
    public String toString() {
        return "QrCodesView";
    }

    /** What a code is. */
    @Schema(name = "QrCodeKind")
    enum Kind {
        @JsonProperty("authenticator")
        AUTHENTICATOR,
        @JsonProperty("counter")
        COUNTER,
        @JsonProperty("steam")
        STEAM,
        @JsonProperty("export")
        EXPORT,
        @JsonProperty("other")
        OTHER
    }

    @Schema(name = "QrCode")
    record QrCode(
            @Schema(
                    description = "authenticator: a key whose codes go by the time; counter: one whose codes go by a"
                            + " counter (HOTP); steam: Steam's; export: an authenticator app's export"
                            + " (otpauth-migration); other: not an authenticator key, and its text is not returned")
            Kind kind,

            @Schema(
                    description = "The key as totp of a credential takes it, or as hotp does when kind is counter. A"
                            + " secret. null: there is no key that can be used")
            @Nullable String key,

            @Schema(description = "The length of a code") @Nullable Integer digits,

            @Schema(description = "SHA1, SHA256 or SHA512") @Nullable String algorithm,

            @Schema(description = "How long a code holds; null: codes go by a counter") @Nullable Integer periodSeconds,

            @Schema(description = "Whose account it is; null: not said") @Nullable String issuer,

            @Schema(description = "The account's name; null: not said") @Nullable String account,

            @Schema(description = "What is wrong with a key that cannot be used; null: nothing") @Nullable String fault,

            @Schema(description = "The fault as a sentence, or what an other code is not") @Nullable String message) {

        static QrCode of(ScannedText text) {
            return switch (text) {
                case ScannedText.Key key ->
                    new QrCode(
                            kind(key),
                            key.key(),
                            key.digits(),
                            key.algorithm(),
                            key.periodSeconds(),
                            key.issuer(),
                            key.account(),
                            null,
                            null);
                case ScannedText.Unusable(var fault, boolean exported) ->
                    without(
                            exported ? Kind.EXPORT : Kind.AUTHENTICATOR,
                            fault.name().toLowerCase(Locale.ROOT),
                            fault.words());
                case ScannedText.Other() -> without(Kind.OTHER, null, "It is not an authenticator key.");
            };
        }

        private static Kind kind(ScannedText.Key key) {
            if (key.exported()) {
                return Kind.EXPORT;
            }
            return switch (key.kind()) {
                case TIME -> Kind.AUTHENTICATOR;
                case COUNTER -> Kind.COUNTER;
                case STEAM -> Kind.STEAM;
            };
        }

        private static QrCode without(Kind kind, @Nullable String fault, String message) {
            return new QrCode(kind, null, null, null, null, null, null, fault, message);
        }

        @Override
        public String toString() {
            return kind.name();
        }
    }
}
