package dev.postern.extraction.weight;

import dev.postern.events.WireNamed;

/** What can be said of a number in a message, in any language. Each holds or does not. */
public enum Feature implements WireNamed {
    /** Holds for every number: what it counts for is how rare codes are. */
    ANY_NUMBER,
    FOUR_DIGITS,
    FIVE_DIGITS,
    SIX_DIGITS,
    SEVEN_DIGITS,
    EIGHT_DIGITS,
    /** Few codes have its length or form. */
    UNUSUAL_FORM,
    /** A year, or a round number. */
    YEAR_OR_ROUND,
    /** 123 456. */
    IN_GROUPS,
    /** Nothing else stands on its line or in its sentence. */
    ON_ITS_OWN,
    /** Nothing but marks stands before it in the message. */
    FIRST_OF_MESSAGE,
    FIRST_OF_SENTENCE,
    END_OF_SENTENCE,
    END_OF_MESSAGE,
    /** A colon stands before it. */
    AFTER_COLON,
    /** A mark that ends a name stands before it, and the name begins the message: "[Larkspur] 604417". */
    AFTER_NAME,
    IN_BRACKETS,
    /** G-604417. */
    AFTER_PREFIX,
    /** Words stand before it and behind it, without a mark. */
    AMONG_WORDS,
    /** No other number could be a code. */
    ONLY_NUMBER,
    TWO_NUMBERS,
    MANY_NUMBERS,
    /** The message has no other digits, but those of a small number such as "10 minutes". */
    ONLY_DIGITS,
    /** It stands there twice. */
    REPEATED,
    UP_TO_60_CHARACTERS,
    UP_TO_120_CHARACTERS,
    UP_TO_200_CHARACTERS,
    UP_TO_500_CHARACTERS,
    UP_TO_2000_CHARACTERS,
    LONG_MESSAGE,
    ONE_SENTENCE,
    UP_TO_FOUR_SENTENCES,
    MANY_SENTENCES,
    /** At most three words. */
    FEW_WORDS,
    /** A number of one or two digits, as of minutes, stands before a word. */
    SMALL_NUMBER_BEFORE_WORD,
    /** It and such a small number are all the digits of the message. */
    NUMBER_AND_SMALL_NUMBER,
    /** Nine digits or more, such as a phone number. */
    LONG_NUMBER,
    MONEY,
    PERCENT,
    /** A web address. */
    WEB_ADDRESS,
    EXCLAMATION,
    SEVERAL_EXCLAMATIONS,
    QUESTION,
    /** The message ends as messages to an app do, or begins with their sign. */
    APP_MESSAGE,
    KEYWORD_IN_SENTENCE,
    KEYWORD_BESIDE_SENTENCE,
    KEYWORD_ELSEWHERE,
    /** A keyword stands in the message, and no other number could be its code. */
    KEYWORD_AND_ONLY_NUMBER,
    LOGIN_WORD,
    PURPOSE_WORD,
    WARNING_WORD,
    LIMIT_WORD,
    /** A word about logging in, and no number besides. */
    LOGIN_WORD_AND_ONLY_NUMBER,
    /** A word for what such numbers are for, and no number besides. */
    PURPOSE_WORD_AND_ONLY_NUMBER,
    /** A warning to keep something to oneself, and no number besides. */
    WARNING_WORD_AND_ONLY_NUMBER,
    /** A word for how long something is good, and no number besides. */
    LIMIT_WORD_AND_ONLY_NUMBER,
    /** A word such as "enter" stands before it. */
    TYPED,
    /** A word such as "is" stands before it. */
    SAID,
    /** A word such as "is your" stands behind it. */
    NAMED_BEHIND,
    /** A word such as "to" stands before it. */
    POINTED_AT,
    /** A word such as "enter" stands near before it, or near behind it. */
    TYPED_NEAR,
    /** A word such as "digits" stands near before it. */
    DIGITS_NEAR,
    /** A word for what such numbers are for, or about logging in, stands near before it. */
    PURPOSE_BEFORE,
    /** Such a word stands near behind it. */
    PURPOSE_BEHIND,
    /** "Enter the digits" and what for, near before it. */
    TYPED_FOR_PURPOSE,
    /** It stands on its own below a line that ends in a colon. */
    BELOW_COLON,
    /** Hardly anything but a name stands in the message besides. */
    NAME_AND_NUMBER,
    /** No other number stands before it. */
    FIRST_NUMBER,
    REFERENCE_WORD,
    CALL_WORD,
    OTHER_PURPOSE_WORD,
    CURRENCY_WORD,
    TRANSACTION_WORD,
    /** A word such as "order" stands in its sentence or in the one before. */
    REFERENCE_NEAR,
    /** A word such as "voucher", whose codes are others, stands in its sentence or in the one before. */
    OTHER_CODE_NEAR,
    /** It begins with 0, as amounts and most references do not. */
    LEADING_ZERO,
    /** The sentence or the clause ends behind it. */
    END_OF_CLAUSE,
    /** It stands first in its sentence, behind a name and a mark, or behind a word such as "use". */
    INTRODUCED,
    /** A word for what such numbers are for stands at most three words before it. */
    PURPOSE_RIGHT_BEFORE,
    /** Such a word stands at most three words behind it. */
    PURPOSE_RIGHT_BEHIND,
    /** A colon stands before it, and such a word before the colon. */
    COLON_AFTER_PURPOSE,
    /** Such a word stands right before it, and its clause ends behind it. */
    PURPOSE_BEFORE_END,
    /** A word such as "enter" stands behind it in its clause. */
    TYPED_BEHIND,
    /** A word such as "app" or "page" stands in its sentence. */
    SCREEN_WORD,
    /** A word such as "enter" stands right beside it, and one such as "app" in its sentence. */
    TYPED_ON_SCREEN,
    /** A word such as "registered" stands in its sentence. */
    DONE_WORD,
    /** A word such as "number" stands right before it: "no. 604417". */
    NUMBERED,
    /** A word such as "number" stands before it in its sentence, which neither is about logging in nor says to type it. */
    NUMBER_OF_SOMETHING,
    /** Hardly anything but a name stands besides, and it has six digits or two groups. */
    NAME_AND_USUAL_NUMBER,
    /** A warning to keep something to oneself stands in its sentence or beside it. */
    WARNING_NEAR,
    /** The packs know no word of the message. */
    UNKNOWN_LANGUAGE,
    /** The packs know few words of the message. */
    LITTLE_KNOWN_LANGUAGE,
    /** The packs know many words of the message. */
    KNOWN_LANGUAGE,
    /** The packs know many words of the message, and none of them names a code. */
    NO_KEYWORD_IN_KNOWN_LANGUAGE,
    /** In a language of which no or few words are known, a number of four to eight digits and no other. */
    LONE_IN_UNKNOWN_LANGUAGE
}
