package dev.postern.credential.provider;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One setting to make at a provider.
 *
 * @param setting what it is called there
 * @param value what to enter
 * @param why what it is good for
 */
@Schema(name = "ChannelSetupStep")
public record SetupStep(String setting, String value, String why) {
    private static final String ADDRESS = "{address}";
    private static final String ADDRESS_WITH_SECRET = "{address-with-secret}";
    private static final Pattern WORD = Pattern.compile("\\{([a-z-]+)\\}");
    private static final String USER_INFO = "USER:PASSWORD@";

    /** How a topic of Amazon SNS is told to post. */
    static final SetupStep SNS_SUBSCRIPTION = new SetupStep(
            "SNS topic: Create subscription, protocol HTTPS",
            ADDRESS,
            "Postern confirms the subscription itself, if the channel's topics name the topic.");

    /** Only wrapped messages of Amazon SNS are signed. */
    static final SetupStep SNS_RAW_DELIVERY =
            new SetupStep("Enable raw message delivery", "off", "Raw messages have no signature.");

    /** The hash of the signatures of Amazon SNS. */
    static final SetupStep SNS_SIGNATURE =
            new SetupStep("SNS topic: SignatureVersion", "2", "SHA-256 in place of SHA-1.");

    /** The address for a provider that proves itself by a user and a password within it. */
    static SetupStep addressWithSecret(String setting) {
        return new SetupStep(
                setting,
                ADDRESS_WITH_SECRET,
                "USER and PASSWORD are the secret user:password of the channel. Without a secret, leave them and"
                        + " the @ out.");
    }

    /**
     * The step for a channel's address.
     *
     * @param settings the channel's; a step names one in braces
     */
    SetupStep at(String address, Map<String, String> settings) {
        int host = address.indexOf("://") + "://".length();
        Map<String, String> words = new HashMap<>(settings);
        words.put("address-with-secret", address.substring(0, host) + USER_INFO + address.substring(host));
        words.put("address", address);
        return new SetupStep(setting, filled(value, words), filled(why, words));
    }

    private static String filled(String text, Map<String, String> words) {
        return WORD.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(words.getOrDefault(word.group(1), word.group(1))));
    }

    @Override
    public String toString() {
        return "SetupStep[setting=" + setting + ", ***]";
    }
}
