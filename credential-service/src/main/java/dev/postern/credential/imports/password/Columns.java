package dev.postern.credential.imports.password;

import dev.postern.credential.imports.entry.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the headings of tables mean. They are compared in lower case. */
final class Columns {
    static final List<String> NAME = List.of("title", "name", "account", "account name", "item name", "display name");
    static final List<String> URL = List.of(
            "url",
            "login_uri",
            "website",
            "web site",
            "login url",
            "login_url",
            "website address",
            "uri",
            "urls",
            "hostname");
    static final List<String> USERNAME = List.of(
            "username",
            "login_username",
            "user name",
            "login name",
            "login",
            "user",
            "email",
            "username2",
            "username3");
    static final List<String> PASSWORD = List.of("password", "login_password", "pwd", "passwd");
    static final List<String> ARCHIVED = List.of("archived", "archiveddate");
    /** What tables with kinds of entries call a login; most have no such column. */
    static final Set<String> LOGINS = Set.of("", "login", "password");

    static final List<String> KEY = List.of(
            "totp", "login_totp", "otpauth", "otpurl", "otpsecret", "otp", "totp_secret", "one-time password", "2fa");
    /** Ids, times, and how the application showed it. */
    static final Set<String> OF_THE_APPLICATION = Set.of(
            "id",
            "uuid",
            "guid",
            "icon",
            "favorite",
            "fav",
            "reprompt",
            "type",
            "created",
            "modified",
            "last modified",
            "timecreated",
            "timelastused",
            "timepasswordchanged",
            "createtime",
            "modifytime");

    private static final Map<Format, List<Set<String>>> HEADINGS = Map.of(
            Format.LASTPASS, List.of(Set.of("url", "username", "password", "extra", "grouping")),
            Format.BITWARDEN, List.of(Set.of("name", "login_uri", "login_username", "login_password")),
            Format.KEEPASSXC,
                    List.of(
                            Set.of("group", "title", "username", "password", "url"),
                            Set.of("account", "login name", "password", "web site")),
            Format.ONE_PASSWORD,
                    List.of(
                            Set.of("title", "url", "username", "password", "otpauth", "favorite"),
                            Set.of("title", "url", "username", "password", "archived"),
                            Set.of("title", "website", "username", "password")),
            Format.FIREFOX, List.of(Set.of("url", "username", "password", "httprealm")),
            Format.CHROME, List.of(Set.of("name", "url", "username", "password")));

    private Columns() {}

    /** Whose heading it may be, the likeliest first; empty when it names neither a password nor a key. */
    static List<Format> formats(Set<String> heading) {
        boolean login = PASSWORD.stream().anyMatch(heading::contains);
        boolean key = KEY.stream().anyMatch(heading::contains);
        if (!login && !key) {
            return List.of();
        }
        List<Format> formats = new ArrayList<>();
        for (Format format : Format.values()) {
            boolean fits = HEADINGS.getOrDefault(format, List.of()).stream().anyMatch(heading::containsAll);
            // Chrome writes these columns alone, and many write them among others.
            boolean bare = format != Format.CHROME
                    || Set.of("name", "url", "username", "password", "note").containsAll(heading);
            if (fits && bare) {
                formats.add(format);
            }
        }
        formats.add(Format.CSV);
        return formats;
    }
}
