package dev.postern.extraction.language;

import dev.postern.events.WireNamed;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a language pack, by what a rule takes from their words. */
public enum Section implements WireNamed {
    /** Names a code of any kind. The words around it decide which kind it is: "code". */
    KEYWORD,
    /** Names a code that signs somebody in: "otp". */
    LOGIN_KEYWORD,
    /** A keyword only in capitals, since another language has the word in lower case: German "TAN", Spanish "tan". */
    ONLY_IN_CAPITALS,
    /** A keyword only in lower case: Romanian "cod", where "COD" is cash on delivery. */
    NEVER_IN_CAPITALS,
    /** Two words that name only the number right beside them: Vietnamese "la ma". */
    KEYWORD_PHRASE,
    /** Names a code only as {@link #ONE_TIME} or {@link #ONE_TIME_AFTER} say, or right beside digits: "password". */
    PASSWORD,
    /** Before a {@link #PASSWORD}, with at most one word between: the password is for one use. "one-time password". */
    ONE_TIME,
    /** Behind a {@link #PASSWORD}, with at most two words between: it is for one use. "contraseña de un solo uso". */
    ONE_TIME_AFTER,
    /**
     * Names a code only beside a {@link #LOGIN}, a {@link #PURPOSE} or a {@link #ONE_TIME}, or in a compound with one: "verification number",
     * "digits to sign in", "Bestätigungsziffern".
     */
    DIGITS,
    /** Names a code only right beside its number, since no reference is called so: "Your six digits are 123456". */
    FIGURES,
    /** Names a code only before a colon: "Verification: 123456". */
    HEADLINE,
    /** Begins a warning. A keyword behind it names only a number that is bound to it: "Never share your code". */
    WARNING,
    /** Before a keyword: the code is for something else. "discount code". */
    OTHER_CODE_BEFORE,
    /** Right before a keyword of a script without blanks, in another script: "QRコード" is for something else. */
    OTHER_CODE_JOINED(Match.LITERAL),
    /** Begins a compound with a keyword: the code is for something else. German "Ländercode". */
    OTHER_CODE_FRONT,
    /** Behind a keyword: the code is for something else. "code of conduct". */
    OTHER_CODE_AFTER,
    /** May stand between a keyword and an {@link #OTHER_CODE_AFTER}: "of". */
    OTHER_CODE_OF,
    /**
     * In the sentence of a {@link #KEYWORD} or beside it: the code is for something else, unless a
     * {@link #LOGIN} is there.
     */
    OTHER_PURPOSE,
    /** In the sentence of a keyword: a person at the door or at the wheel is told the code. "driver". */
    HANDED_TO,
    /** In the sentence of a number: a code that came before or an example is spoken of. "yesterday", "you sent", "for example". */
    TALK,
    /** Says that the message is about signing in: "verification". */
    LOGIN,
    /** Before a {@link #PASSWORD}: the password opens something else. "Wi-Fi password 12345678". */
    LOCK,
    /** May stand between a keyword and its number: "code for you is here: 123456". */
    BINDER,
    /** Right before a number: the number is what the sentence announced. "is 123456". */
    COPULA,
    /** Right before a number that only stands near a keyword: a place, a time or a person. "code for 123456". */
    POINTER,
    /** Right before a number that is named behind: "use 123456 as your code". */
    INTRODUCER,
    /** Right behind a number: what follows is its name. "123456 is your code". */
    NAMING(Match.LITERAL),
    /** Behind a number: the code is an old one. "123456 was used". */
    OVER(Match.LITERAL),
    /** Behind a number and a dash, a colon or an apostrophe: the ending that the language gives it. Hungarian "604417-et". */
    NUMBER_ENDING,
    /** Between two numbers: the message leaves open which one is the code. "123456 or 654321". */
    EITHER,
    /** Beside a number: the number is an amount. "rs". */
    CURRENCY,
    /** Before a number: the number is an amount. Behind one, it is a word of some language. "TRY 1500". */
    CURRENCY_BEFORE,
    /** Behind a number: the number is a span of time, or an amount of something. "minutes". */
    UNIT,
    /** Before a number: the number belongs to this thing. "order 123456". */
    REFERENCE,
    /** May stand between a {@link #REFERENCE} and its number: "order no. 123456". */
    REFERENCE_LINK,
    /**
     * Before a number: it is the number of something, unless its sentence is about logging in or says to type it: "your case number is
     * 123456".
     */
    NUMBER_OF,
    /** Behind an {@link #OWNER} and before a colon: no reference after all. "to sign in to your account: 123456". */
    OWNED,
    /** Says whose an {@link #OWNED} thing is: "your". */
    OWNER,
    /** Before the last digits of a longer number: "card ending in 1234". */
    ENDING,
    /** Before a number that somebody calls, or sends a text to: "call 12345". */
    CALL,
    /** Before a year: "March 2026". */
    BEFORE_YEAR,
    /** Written in capitals, and still no code: "EXPIRES". */
    SHOUTED,
    /** What a number is for that no keyword names: "Use 123456 to sign in". */
    PURPOSE,
    /** Before such a number: it is to be typed. "enter". */
    ACT,
    /** Right behind such a number: it is to be typed. "123456を入力". */
    ACT_AFTER(Match.LITERAL),
    /** Where such a number is typed: "app", "page", "field". */
    SCREEN,
    /** Says that what the message is about is over, so that its number is a reference: "registered", "shipped". */
    DONE,
    /** Beside such a number on a line of its own: how long it is good. "expires". */
    LIMIT,
    /** For the details: says how long the code is good, or until when. "valid". */
    VALID,
    /** For the details: seconds, behind a number. */
    SECONDS,
    /** For the details: minutes, behind a number. */
    MINUTES,
    /** For the details: hours, behind a number. */
    HOURS,
    /** For the details: days, behind a number. */
    DAYS,
    /** For the details: the code approves a payment. "transfer". */
    TRANSACTION_KIND,
    /** For the details: the code connects a device. "pairing". */
    PAIRING_KIND,
    /** For the details: the code gets somebody back into an account. "recovery". */
    RECOVERY_KIND,
    /** For the details: the code signs somebody in. "login". */
    LOGIN_KIND,
    /** Says nothing about codes, but that the language of the text is known: "the". */
    EVERYDAY,
    /** Ends in a full stop that ends no sentence, if a number follows: "Ref. 123456". */
    ABBREVIATION,
    /** Begins the subject of a mail that answers another one: "Re". */
    REPLY,
    /** Stands between dashes above the mail that is answered: "Original Message". */
    ORIGINAL_MESSAGE(Match.LITERAL),
    /** Beside a link: it signs its reader in. "verify". */
    LINK_BESIDE(Match.LITERAL),
    /** On a button and in the subject above it: it does nothing but sign its reader in, or confirm an address. "log in". */
    LINK_SIGNS_IN(Match.LITERAL),
    /** In a subject that asks to confirm something: what is confirmed is an address or an account, and no order. "email". */
    LINK_ACCOUNT(Match.LITERAL),
    /** In the sentence that leads to a link, beside a {@link #LINK_SIGNS_IN}: it is there to be opened. "click". */
    LINK_CLICK(Match.LITERAL),
    /** In the sentence that says how long a link is good: it is the link that is. "this link expires". */
    LINK_NOUN(Match.LITERAL),
    /** Beside a link that shows neither a secret nor a purpose: it signs its reader in. "magic link". */
    LINK_NAMED(Match.LITERAL),
    /** In the words of a link: it does something else than to sign its reader in. "unsubscribe". */
    LINK_ELSE(Match.LITERAL),
    /** In the label of a link: the sender puts it below each mail, as "Privacy". */
    LINK_FOOTER(Match.LITERAL),
    /** In a message with a link: what to do if nobody asked for it. "ignore this". */
    LINK_UNASKED(Match.LITERAL),
    /** In the words of a link or right before them: it is for those who did not do what the message tells. "this wasn't me". */
    LINK_NOT_ME(Match.LITERAL),
    /** In the subject or before a link: it orders news, and signs nobody in. "newsletter". */
    LINK_NEWS(Match.LITERAL),
    /** In a message with a link: it opens one time. "works once". */
    LINK_ONCE(Match.LITERAL),
    /** In a message with a link: it frightens its reader, as those that steal passwords do. "suspended". */
    LINK_ALARM(Match.LITERAL),
    /** Anywhere in a message with a link to register: somebody invites its reader. "invit". */
    LINK_INVITES(Match.LITERAL);

    /** How the words of a section are found. */
    public enum Match {
        /** As a whole word, or as a phrase of two; in scripts without blanks inside a run of letters. */
        WORD,
        /** Letter by letter, with anything beside it. */
        LITERAL
    }

    private static final Map<String, Section> BY_NAME = new HashMap<>();

    static {
        for (Section section : values()) {
            BY_NAME.put(section.hyphenatedName(), section);
        }
    }

    private final Match match;

    Section() {
        this(Match.WORD);
    }

    Section(Match match) {
        this.match = match;
    }

    /** Whether its words are found without their marks too. Short words would be other words then: "är", "ar". */
    boolean isPlainToo() {
        return switch (this) {
            case KEYWORD,
                    LOGIN_KEYWORD,
                    PASSWORD,
                    DIGITS,
                    FIGURES,
                    SCREEN,
                    DONE,
                    ONE_TIME,
                    OTHER_CODE_BEFORE,
                    OTHER_CODE_AFTER,
                    OTHER_CODE_FRONT,
                    OTHER_PURPOSE,
                    LOGIN,
                    PURPOSE,
                    ACT,
                    LIMIT,
                    VALID,
                    NUMBER_OF,
                    SECONDS,
                    MINUTES,
                    HOURS -> true;
            default -> false;
        };
    }

    /** How its words are found. */
    public Match match() {
        return match;
    }

    /** The section that a pack names in brackets; null when there is no such section. */
    static @Nullable Section named(String inPacks) {
        return BY_NAME.get(inPacks);
    }
}
