package dev.postern.credential.imports.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.platform.body.Choices;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose exports are read. */
@Schema(name = "ImportFormat")
public enum Format {
    /** Addresses of keys, one a line. */
    @JsonProperty("otpauth")
    OTPAUTH("otpauth"),
    @JsonProperty("google_authenticator")
    GOOGLE_AUTHENTICATOR("google_authenticator"),
    @JsonProperty("aegis")
    AEGIS("aegis"),
    @JsonProperty("2fas")
    TWO_FAS("2fas"),
    @JsonProperty("ente")
    ENTE("ente"),
    @JsonProperty("andotp")
    ANDOTP("andotp"),
    @JsonProperty("bitwarden")
    BITWARDEN("bitwarden"),
    @JsonProperty("1password")
    ONE_PASSWORD("1password"),
    @JsonProperty("keepassxc")
    KEEPASSXC("keepassxc"),
    @JsonProperty("lastpass")
    LASTPASS("lastpass"),
    @JsonProperty("chrome")
    CHROME("chrome"),
    @JsonProperty("firefox")
    FIREFOX("firefox"),
    /** Any table with a heading that names a password or a key. */
    @JsonProperty("csv")
    CSV("csv");

    public static final Choices<Format> BY_NAME = Choices.of(values(), Format::wireName);

    private final String wireName;

    Format(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
