package dev.postern.credential.provider;

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
    private static final String USER_INFO = "USER:PASSWORD@";

    /** The step for a channel's address. */
    SetupStep at(String address) {
        int host = address.indexOf("://") + "://".length();
        String withSecret = address.substring(0, host) + USER_INFO + address.substring(host);
        return new SetupStep(setting, filled(value, address, withSecret), filled(why, address, withSecret));
    }

    private static String filled(String text, String address, String withSecret) {
        return text.replace(ADDRESS_WITH_SECRET, withSecret).replace(ADDRESS, address);
    }

    @Override
    public String toString() {
        return "SetupStep[setting=" + setting + ", ***]";
    }
}
