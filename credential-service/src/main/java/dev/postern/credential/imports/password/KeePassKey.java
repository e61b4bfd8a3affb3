package dev.postern.credential.imports.password;

import dev.postern.credential.imports.entry.KeyAddress;
import dev.postern.credential.imports.entry.Members;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;

/**
 * An authenticator's key among the strings of a KeePass entry, in the ways of KeePassXC ({@code otp}), of the plug-ins
 * ({@code TOTP Seed}) and of KeePass itself ({@code TimeOtp-…}, {@code HmacOtp-…}; keepass.info/help/base/placeholders.html).
 */
final class KeePassKey {
    private KeePassKey() {}

    /** The key as an address or as pasted; empty when there is none. */
    static String of(Members strings) {
        String pasted = strings.text("otp");
        if (!pasted.isBlank()) {
            return pasted;
        }
        String seed = strings.text("TOTP Seed");
        if (!seed.isBlank()) {
            return ofPlugin(seed, strings.text("TOTP Settings"));
        }
        String byTime = secret(strings, "TimeOtp-Secret");
        if (!byTime.isBlank()) {
            return new KeyAddress("totp", byTime)
                    .with("digits", strings.text("TimeOtp-Length"))
                    .with("period", strings.text("TimeOtp-Period"))
                    .with("algorithm", strings.text("TimeOtp-Algorithm"))
                    .reveal();
        }
        String byCounter = secret(strings, "HmacOtp-Secret");
        String counter = strings.text("HmacOtp-Counter");
        // KeePass writes the counter once it was used.
        return byCounter.isBlank()
                ? ""
                : new KeyAddress("hotp", byCounter)
                        .with("counter", counter.isBlank() ? "0" : counter)
                        .reveal();
    }

    /** Settings are the period and the digits, with a semicolon between; S stands for Steam. */
    private static String ofPlugin(String seed, String settings) {
        String[] parts = settings.split(";", -1);
        String digits = parts.length > 1 ? parts[1].strip() : "";
        boolean steam = digits.toUpperCase(Locale.ROOT).equals("S");
        return new KeyAddress(steam ? "steam" : "totp", seed)
                .with("period", parts[0])
                .with("digits", steam ? "" : digits)
                .reveal();
    }

    /** The seed in Base32; empty when there is none, or it is written wrongly. */
    private static String secret(Members strings, String name) {
        String base32 = strings.text(name + "-Base32");
        String hex = strings.text(name + "-Hex");
        String base64 = strings.text(name + "-Base64");
        String text = strings.text(name);
        if (!base32.isBlank()) {
            return base32;
        }
        try {
            if (!hex.isBlank()) {
                return encoded(HexFormat.of().parseHex(hex.replace(" ", "").toLowerCase(Locale.ROOT)));
            }
            if (!base64.isBlank()) {
                return encoded(Base64.getDecoder().decode(base64.strip()));
            }
        } catch (IllegalArgumentException _) {
            // Base32 has no such letters, so the key is told as unusable.
            return "?";
        }
        return text.isEmpty() ? "" : encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] seed) {
        return new Base32().encodeAsString(seed);
    }
}
