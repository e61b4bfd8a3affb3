package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that people and senders speak of: asked about, of a booking, of a postal address, or that only look like a year. */
class TalkOfCodesTest {
    private static final List<String> CODES = List.of("604417", "448 120", "5512", "90713");
    private final CodeExtractor extractor = new CodeExtractor();

    @Test
    void whoAsksAboutACodeSendsNone() {
        assertThat(foundIn(
                        "Sam: did you get the code %s to work?",
                        "Hast du den Code %s schon probiert?",
                        "Tu as reçu le code %s ?",
                        "¿Te llegó el código %s?",
                        "Ты получил код %s?",
                        "コード%sは使えましたか？",
                        "هل وصلك الرمز %s؟"))
                .isEmpty();
    }

    @Test
    void aQuestionBesideTheAnnouncementChangesNothing() {
        assertThat(missedIn(
                        "Was this you? Your login code is %s.",
                        "Passwort vergessen? Dein Code: %s", "Your login code is %s. Not you? Call us."))
                .isEmpty();
    }

    @Test
    void theNumberThatConfirmsABookingSignsNobodyIn() {
        for (String booked : List.of("Table for 4, 12 December", "Hotel Heron, 3 nights", "Your dinner reservation")) {
            for (String code : CODES) {
                assertThat(value(booked + ".\nConfirmation number: " + code + "\n\nSee you soon!"))
                        .as("%s %s", booked, code)
                        .isEqualTo("-");
            }
        }
        assertThat(value("Welcome back.\nConfirmation number: 604417")).isEqualTo("604417");
    }

    @Test
    void thePostalCodeBehindAStateIsNoCodeWhereverItsLineEnds() {
        for (String address : List.of("Menlo Park, CA 94025", "12 High St, Portland, OR 97204", "Austin, TX 78701")) {
            String text = "Confirm your sign-in on the page.\n" + address
                    + " To keep your account secure, enter nothing here.";
            assertThat(extractor
                            .extract(Message.text(text), Wanted.expected(null))
                            .found())
                    .as(address)
                    .isInstanceOf(Extraction.Nothing.class);
        }
    }

    @Test
    void aNumberThatNobodyWritesAsAYearIsACodeToType() {
        for (int code : List.of(1907, 2050, 2075, 2099)) {
            assertThat(value("Enter " + code + " to confirm your phone")).isEqualTo("" + code);
        }
        for (int year : List.of(1987, 2026, 2031)) {
            assertThat(value("Enter " + year + " to confirm your phone")).isEqualTo("-");
        }
    }

    @Test
    void whatIsToBeTypedStandsBelowTheVerbOrBelowTheWordForIt() {
        for (String verb : List.of("Open larkspur.example/tv and enter:", "On your television, type in:", "Key in:")) {
            assertThat(value(verb + "\nR7M4-KX2P\nModel QE55-4471")).as(verb).isEqualTo("R7M4-KX2P");
        }
        for (String key : List.of("Product key:", "Licence key:", "Serial:", "In the shop ask for:")) {
            assertThat(value(key + "\nR7M4-KX2P")).as(key).isEqualTo("-");
        }
        for (String word : List.of("Your code:", "Ecco il codice per entrare:", "Votre code de connexion :")) {
            assertThat(value(word + "\n\n92 04 71\n\nLarkspur")).as(word).isEqualTo("920471");
        }
        assertThat(value("The code is sent by post on\n\n14 11 26\n\nLarkspur")).isEqualTo("-");
    }

    @Test
    void aShortNumberLeadsIntoWhatIsTheReadersOwn() {
        assertThat(value("Larkspur: 6092 will get you back into your account")).isEqualTo("6092");
        assertThat(value("Larkspur: 6092 accounts were opened")).isEqualTo("-");
    }

    @Test
    void ofAListOfCodesToKeepNoneIsHandedOut() {
        for (List<String> list : List.of(
                List.of("882291", "441055", "712044"),
                List.of("8822-9104", "4410-5518", "7120-4472"),
                List.of("K7M2-Q9XW", "R4T8-B3ZC", "H6N5-V2PL"))) {
            String lines = String.join("\n", list);
            assertThat(value("Your backup codes:\n\n" + lines + "\n\nKeep them safe."))
                    .as(lines)
                    .isEqualTo("-");
            assertThat(value("Your login code:\n\n" + list.getFirst() + "\n\nKeep it safe."))
                    .isEqualTo(list.getFirst().replaceAll("(\\d)-(\\d)", "$1$2"));
        }
    }

    @Test
    void aNumberWithTwoDigitsBehindIsTakenWholeOrNotAtAll() {
        for (String code : List.of("Your mTAN 8291 03", "Login code 482 91", "TAN: 4829 13")) {
            String whole = code.replaceAll("\\D", "");
            assertThat(value(code)).as(code).isEqualTo(whole);
            assertThat(value(code + " for signing in")).as(code).isEqualTo(whole);
            assertThat(value(code + " brelkun trelvin")).as(code).isEqualTo("-");
        }
        for (String time : List.of("10 minutes", "29 May 2026", "30 min")) {
            assertThat(value("Your login code 4829 " + time)).as(time).isEqualTo("4829");
        }
    }

    @Test
    void sevenDigitsInGroupsAreACodeWhereTheyAreCalledOne() {
        for (String digits : List.of("604 77 18", "60 44 718", "512 90 33")) {
            String code = digits.replace(" ", "");
            assertThat(value("Your login code: " + digits)).isEqualTo(code);
            assertThat(value("Security code " + digits + ". It stops working in 10 minutes."))
                    .isEqualTo(code);
            assertThat(value("Your login code is on its way. Call " + digits)).isEqualTo("-");
            assertThat(value("Larkspur: " + digits)).isEqualTo("-");
        }
    }

    /** The texts in which a code is found. */
    private List<String> foundIn(String... texts) {
        return texts(true, texts);
    }

    private List<String> missedIn(String... texts) {
        return texts(false, texts);
    }

    private List<String> texts(boolean found, String... patterns) {
        List<String> those = new ArrayList<>();
        for (String pattern : patterns) {
            for (String code : CODES) {
                String text = pattern.formatted(code);
                if (value(text).equals(code.replace(" ", "")) == found) {
                    those.add(text);
                }
            }
        }
        return those;
    }

    private String value(String text) {
        return extractor.extract(Message.text(text)).found() instanceof Extraction.Code code ? code.value() : "-";
    }
}
