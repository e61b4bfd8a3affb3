package dev.postern.credential.provider;

import java.util.List;
import java.util.regex.Pattern;

/** What an owner can decide of a channel of one provider, beside what every channel has. */
public enum ChannelSetting {
    /** The Amazon SNS topics that may post, separated by blanks. */
    TOPICS(
            "topics",
            "SNS topics",
            "Amazon SNS, Topics: the ARN of each topic.",
            "arn:aws:sns:eu-central-1:123456789012:codes",
            "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+("
                    + " arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+)*",
            "Input should be the ARNs of SNS topics, separated by blanks"),
    /** The hash that the account signs text messages with. */
    SIGNATURE_METHOD(
            "signature_method",
            "Signature method",
            "Vonage API Dashboard, API settings: Signature method. Left open, it is SHA-256 HMAC.",
            "sha512",
            "sha256|sha512|sha1|md5|md5hash",
            "Input should be sha256, sha512, sha1, md5 or md5hash"),
    /** The greatest age of a signature, in seconds. */
    TOLERANCE_SECONDS(
            "tolerance_seconds",
            "Greatest age of a signature, in seconds",
            "You choose it. Left open, it is 300.",
            "600",
            "[1-9][0-9]{0,5}",
            "Input should be a number of seconds from 1 to 999999"),
    /** The header in which the secret stands. */
    HEADER(
            "header",
            "Header with the secret",
            "You choose it, and the sender sends the secret in it. Left open, it is X-Webhook-Secret.",
            "X-Api-Token",
            "[!-9;-~]{1,100}",
            "Input should be the name of a header"),
    /** The addresses, and domains with all of their addresses, whose mail the listener takes, separated by blanks. */
    ADDRESSES(
            "addresses",
            "Mail addresses and domains",
            "You choose them within domains whose mail reaches Postern.",
            "codes@in.example.com",
            ChannelSetting.MAIL_ADDRESS + "(?: " + ChannelSetting.MAIL_ADDRESS + "){0,99}",
            "Input should be addresses such as codes@in.example.com, or domains such as in.example.com, separated by"
                    + " blanks"),
    /** The IMAP server, with its port where that is not the usual one. */
    SERVER(
            "server",
            "IMAP server",
            "The mail provider's help page on IMAP.",
            "imap.gmail.com",
            "[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})*(?::[1-9][0-9]{0,4})?",
            "Input should be a host such as imap.example.com, or host and port"),
    /** As whom to sign in to a mailbox. */
    USER(
            "user",
            "User",
            "As whom the mailbox is signed in to: mostly its address.",
            "anna@gmail.com",
            "[^\\p{Cntrl}]{1,320}",
            "Input should be the name by which the mailbox is signed in to"),
    /** How the connection to a mailbox is protected. */
    SECURITY(
            "security",
            "Protection of the connection",
            "The mail provider's help page on IMAP. Left open, it is tls.",
            "starttls",
            "tls|starttls|none",
            "Input should be tls, starttls or none"),
    /** The folders of a mailbox that are read, separated by commas. */
    FOLDERS(
            "folders",
            "Folders",
            "The mailbox. Left open, it is INBOX.",
            "INBOX,Codes",
            "[^\\p{Cntrl},]{1,200}(?:,[^\\p{Cntrl},]{1,200}){0,19}",
            "Input should be names of folders, separated by commas"),
    /** Whether a mail that was taken is marked as seen. */
    MARK_SEEN(
            "mark_seen",
            "Mark mails as seen",
            "You choose it. Left open, mails stay as they are.",
            "true",
            "true|false",
            "Input should be true or false"),
    /** The folder into which a mail is moved that was taken. */
    MOVE_TO(
            "move_to",
            "Move mails to",
            "You choose it. Left open, mails stay where they are.",
            "Codes",
            "[^\\p{Cntrl},]{1,200}",
            "Input should be the name of a folder"),
    /** Whose OAuth 2.0 refresh token the secret is. */
    OAUTH(
            "oauth",
            "OAuth 2.0 at",
            "Only if the secret is a refresh token: whose it is.",
            "google",
            "google|microsoft",
            "Input should be google or microsoft"),
    /** The application to which the refresh token was given. */
    CLIENT_ID(
            "client_id",
            "Client id",
            "Only with the setting oauth: Google Cloud Console, Credentials, or Microsoft Entra, App registrations.",
            "0123456789-abc.apps.googleusercontent.com",
            "[!-~]{1,256}",
            "Input should be the client id of the application"),
    /** The directory of a Microsoft account. */
    TENANT(
            "tenant",
            "Directory",
            "Only for Microsoft: Microsoft Entra, Overview, Tenant ID. Left open, it is common.",
            "contoso.onmicrosoft.com",
            "[A-Za-z0-9.-]{1,100}",
            "Input should be the id or the domain of a directory"),
    /** Where the text stands. */
    TEXT("text", "Place of the text", "/message/text"),
    /** Where the sender stands. */
    SENDER("sender", "Place of the sender", "/message/from"),
    /** Where the recipient stands. */
    RECIPIENT("recipient", "Place of the recipient", "/message/to"),
    /** Where the subject of a mail stands. */
    SUBJECT("subject", "Place of the subject", "/message/subject"),
    /** Where the HTML of a mail stands. */
    HTML("html", "Place of the HTML", "/message/html"),
    /** Where the message's own id stands. */
    ID("id", "Place of the message's id", "/message/id");

    /** An address, or a domain alone; both may be written with letters of any script. */
    private static final String MAIL_ADDRESS = "(?:[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@)?"
            + "[\\p{L}\\p{M}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63})+";

    private final String wireName;
    private final String title;
    private final String where;
    private final String example;
    private final Pattern form;
    private final String sentence;

    /** The place of a field. */
    ChannelSetting(String wireName, String title, String example) {
        this(
                wireName,
                title,
                "A post of the sender. Left open, the usual names of the field are tried.",
                example,
                "(/([^~/]|~[01])*)+",
                "Input should be a JSON pointer such as /message/text");
    }

    ChannelSetting(String wireName, String title, String where, String example, String form, String sentence) {
        this.wireName = wireName;
        this.title = title;
        this.where = where;
        this.example = example;
        this.form = Pattern.compile(form);
        this.sentence = sentence;
    }

    /** This setting, and the place of each field of a message. */
    static List<ChannelSetting> andFields(ChannelSetting first) {
        return List.of(first, TEXT, SENDER, RECIPIENT, SUBJECT, HTML, ID);
    }

    /** Whether a channel whose provider has it needs it. */
    boolean isRequired() {
        return this == TOPICS || this == ADDRESSES || this == SERVER || this == USER;
    }

    /** As in the API and in the event. */
    public String wireName() {
        return wireName;
    }

    /** As people name it. */
    public String title() {
        return title;
    }

    /** Where its value is found, or who chooses it, and what counts without it, as sentences. */
    public String where() {
        return where;
    }

    /** A value that fits; nobody's. */
    public String example() {
        return example;
    }

    /** What a caller is told of a value that does not fit. */
    public String sentence() {
        return sentence;
    }

    /** Whether the value fits. */
    public boolean fits(String value) {
        return form.matcher(value).matches();
    }
}
