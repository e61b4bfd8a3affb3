package dev.postern.events.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.identifier.Identifier.Email;
import dev.postern.events.identifier.Identifier.Label;
import dev.postern.events.identifier.Identifier.Phone;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    // Of each block of characters that Unicode lets a reader not see, the ends.
    private static final List<Integer> UNSEEN = List.of(
            0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x200B, 0x200F, 0x202A,
            0x202E, 0x2060, 0x2065, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1D173,
            0xE0000, 0xE0001, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF);
    private static final List<Integer> BLANK_OR_CONTROL = List.of(
            0x00, 0x08, 0x1B, 0x7F, 0x80, 0x9F, 0x09, 0x0A, 0x20, 0xA0, 0x1680, 0x2000, 0x2028, 0x202F, 0x2800, 0x3000);

    @Test
    void seesNothingOfTextsWithoutAVisibleCharacter() {
        Random random = new Random(14);
        List<Integer> all =
                Stream.concat(UNSEEN.stream(), BLANK_OR_CONTROL.stream()).toList();
        for (int first : all) {
            for (int second : all) {
                String text = Character.toString(first)
                        + Character.toString(second)
                        + Character.toString(all.get(random.nextInt(all.size())));
                assertThat(Identifier.isUnseen(text)).as("%x %x", first, second).isTrue();
                assertThat(Identifier.isUnseen(text + "x"))
                        .as("%x %x x", first, second)
                        .isFalse();
            }
        }
        assertThat(Identifier.isUnseen("")).isTrue();
    }

    @Test
    void matchesWhateverNobodySees() {
        for (int unseen : UNSEEN) {
            for (String address : List.of("user@example.com", "+15555550123", "bank codes")) {
                String with = address.substring(0, 3) + Character.toString(unseen) + address.substring(3);
                assertThat(Identifier.of(with)).as("%x in %s", unseen, address).isEqualTo(Identifier.of(address));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@example.com",
                "User@Example.COM",
                "  user@example.com\n",
                "<user@example.com>",
                "< user@example.com >",
                "Name <user@example.com>",
                "\"Last, First\" <USER@example.com>",
                "a <b> <user@example.com>",
                "other@example.com <user@example.com>",
                "\"other@example.com, Sales\" <user@example.com>",
                "Last, First <user@example.com>",
                "mailto:user@example.com",
                "MAILTO:User@Example.com?subject=Code",
                "mailto:user%40example.com",
                "Name <mailto:user@example.com>",
                "user@example.com\u200B",
                "\u202Auser@example.com\u202C",
                "\uFEFFuser@exam\u00ADple.com",
                "\u00A0user@example.com\u2060",
                "Name\u00A0<user@example.com>\u200F",
                "user\uFF20example\uFF0Ecom",
                "user@example.com,",
                "user@example.com;",
                "user@example.com,other@example.com",
                "Name <user@example.com>, Other <other@example.com>",
                "user@example.com.",
                "Name <user@example.com.>",
                "user@example\u3002com",
                "user@example\uFF61com\u3002",
                "\"user@example.com\"",
                "'user@example.com'",
                "\"user\"@example.com",
                "user@example.com (Sam of Sales)",
                "user%40example.com",
                "smtp:user@example.com",
                "SMTP:User@Example.com",
                "user@example.com; other@example.com"
            })
    void takesSpellingsOfOneAddressForOne(String spelling) {
        // When
        Identifier identifier = Identifier.of(spelling);

        // Then
        assertThat(identifier).isEqualTo(new Email("user@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user+tag@example.com",
                "u.ser@example.com",
                "user@mail.example.com",
                "o'neil@example.co.uk",
                "user@xn--bcher-kva.example"
            })
    void keepsAddressesApartThatCouldBeDifferentMailboxes(String address) {
        // When
        Identifier identifier = Identifier.of(address);

        // Then
        assertThat(identifier).isEqualTo(new Email(address));
    }

    @Test
    void lowersTheCaseOfAnAddressInNoParticularLanguage() {
        // Given
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr", "TR"));
        Identifier identifier;

        // When
        try {
            identifier = Identifier.of("INFO@EXAMPLE.COM");
        } finally {
            Locale.setDefault(before);
        }

        // Then
        assertThat(identifier.normalised()).isEqualTo("info@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15555550123",
                "+1 (555) 555-0123",
                "+1 555 555 0123",
                "+1.555.555.0123",
                "+1-555-555-0123",
                "+1/555/555/0123",
                "+1\u00A0555\u00A0555\u00A00123",
                " +15555550123\n",
                "15555550123",
                "1 (555) 555-0123",
                "0015555550123",
                "00 1 555 555 0123",
                "15555550123+",
                "(+1) 555-555-0123",
                "+ 1 555 555 0123",
                "tel:+15555550123",
                "TEL: +1 (555) 555-0123",
                "tel://+15555550123",
                "tel:15555550123",
                "sms:+15555550123?body=Hello",
                "sms:%2B15555550123",
                "%2B15555550123",
                "\"+1 555 555 0123\"",
                "'+15555550123'",
                "imessage:+15555550123",
                "smsto:0015555550123",
                "whatsapp:+15555550123",
                "Sam <+15555550123>",
                "<tel:+1-555-555-0123>",
                "\u202A+1 555-555-0123\u202C",
                "\u2068+15555550123\u2069",
                "+1\uFE0D-555-555-0123",
                "+1\u00A0555\u2011555\u20110123",
                "+1\u202F555\u2013555\u22120123",
                "+1\u200B555\u200B5550123",
                "\uFF0B\uFF11\uFF15\uFF15\uFF15\uFF15\uFF15\uFF15\uFF10\uFF11\uFF12\uFF13",
                "+\u0661\u0665\u0665\u0665\u0665\u0665\u0665\u0660\u0661\u0662\u0663",
                "+15555550123, +15555550199"
            })
    void takesSpellingsOfOneNumberForOne(String spelling) {
        // When
        Identifier identifier = Identifier.of(spelling);

        // Then
        assertThat(identifier).isEqualTo(new Phone("+15555550123"));
    }

    @ParameterizedTest
    @CsvSource({
        "+44 (0)20 7946 0958, +442079460958",
        "+49 30 901820, +4930901820",
        "447700900123, +447700900123",
        "0044 7700 900123, +447700900123",
        "49 (0) 170 5550123, +491705550123",
        "33612345678, +33612345678",
        "+39 06 698 82389, +390669882389",
        "+33 1 99 00 12 34, +33199001234",
    })
    void writesNumbersOfOtherCountriesInE164(String spelling, String expected) {
        // When
        Identifier identifier = Identifier.of(spelling);

        // Then
        assertThat(identifier).isEqualTo(new Phone(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "bank codes",
                "Bank Codes",
                "b\u00FCro",
                "5555550123",
                "(555) 555-0123",
                "+1555555012x",
                "+1 555 555 0123 ext. 4",
                "+99999999999",
                "+123",
                "015555550123",
                "+15555550123+",
                "+1 555 555 0123 +1 555 555 0199",
                "tel:+15555550123;ext=4",
                "2026-11-29 10:00",
                "12345678901234567890",
                "mailto:",
                "user@example.com, bank codes",
                "user@",
                "@example.com",
                "user@localhost",
                "user@@example.com",
                "user@example..com",
                "user@example.com..",
                "user@.",
                "user@ex\u00E4mple",
                "user@ex\u00E4mple..com",
                "user@\uD800.com",
                "user@stra\u00DFe.example",
                "\"user@example.com",
                "\"user\"x\"@example.com",
                "user@example.com(Sam",
                "user%40",
                "'",
                "\"\"",
                "us er@example.com",
                "user@example.com>",
                "Name <user@example.com> x",
                "user@example.com\u0000",
                "user@example.com\r\nBcc: other@example.com",
                "';DROP TABLE codes;--",
                "<script>alert(1)</script>",
                "\uD800"
            })
    void keepsEverythingElseAsItIs(String label) {
        // When
        Identifier identifier = Identifier.of(label);

        // Then
        assertThat(identifier).isEqualTo(new Label(label));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@xn--bcher-kva.example",
                "user@b\u00FCcher.example",
                "user@bu\u0308cher.example",
                "USER@B\u00DCCHER.EXAMPLE",
                "Sam <user@b\u00FCcher.example>",
                "user@XN--BCHER-KVA.example",
                "user@b\u00FCcher\u3002example"
            })
    void takesADomainForItsAsciiForm(String spelling) {
        assertThat(Identifier.of(spelling)).isEqualTo(new Email("user@xn--bcher-kva.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us\u00E4r@example.com", "USA\u0308R@Example.com", "\"us\u00E4r\"@example.com."})
    void takesAnAddressWithLettersOfAnyScript(String spelling) {
        assertThat(Identifier.of(spelling)).isEqualTo(new Email("us\u00E4r@example.com"));
        assertThat(Identifier.of("\u0443ser@example.com")).isNotEqualTo(Identifier.of("user@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\u00FCro", "bu\u0308ro", " bu\u0308\u200Bro"})
    void takesLettersThatLookAlikeForOne(String spelling) {
        assertThat(Identifier.of(spelling)).isEqualTo(new Label("b\u00FCro"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " bank codes ",
                "bank codes\n",
                "bank\u00A0codes",
                "bank co\u200Bdes",
                "\u200Ebank codes\u200F",
                "\uFEFFbank codes"
            })
    void matchesLabelsAsTheyAreSeen(String spelling) {
        assertThat(Identifier.of(spelling)).isEqualTo(new Label("bank codes"));
    }

    static Stream<String> longTexts() {
        int length = 200_000;
        return Stream.of(
                "a".repeat(length),
                "a".repeat(length) + "@example.com",
                "a@" + "b.".repeat(length),
                "a@" + "-".repeat(length) + ".",
                "<".repeat(length) + ">",
                "+" + "1 ".repeat(length),
                "+" + "(".repeat(40),
                "+" + "0".repeat(40),
                "@".repeat(length),
                "x".repeat(length) + "<a@b.c" + ">".repeat(length));
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void takesTextsThatAreTooLongForLabels(String text) {
        // When
        Identifier identifier = Identifier.of(text);

        // Then
        assertThat(identifier).isInstanceOf(Label.class);
        assertThat(identifier.normalised()).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"User@Example.com", "Name <a@b.example>", "+1 (555) 555-0123", "bank codes", ""})
    void recognisesItsOwnNormalisedForm(String sent) {
        // Given
        Identifier identifier = Identifier.of(sent);

        // When
        Identifier again = Identifier.of(identifier.normalised());

        // Then
        assertThat(again).isEqualTo(identifier);
    }

    @ParameterizedTest
    @CsvSource({
        "User@Example.com, u•••@example.com",
        "Secret Name <somebody@example.com>, s•••@example.com",
        "+1 (555) 555-0123, +•••••••0123",
        "+49 30 901820, +••••••1820",
        "bank codes, •••",
        "5555550123, •••",
        "'', •••",
    })
    void masksWhatItShows(String sent, String expected) {
        // When
        Identifier identifier = Identifier.of(sent);

        // Then
        assertThat(identifier.masked()).isEqualTo(expected);
        assertThat(identifier).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0170 5550123, DE, +491705550123",
        "(202) 555-0143, US, +12025550143",
        "+44 7700 900123, US, +447700900123",
        "0044 7700 900123, DE, +447700900123",
        "15012345678, CN, +8615012345678",
        "12025550143, DE, +12025550143",
        "447700900123, US, +447700900123",
        "22395, US, 22395",
        "EXAMPLE-CO, US, EXAMPLE-CO",
        "1800FLOWERS, US, 1800FLOWERS",
        "User@Example.com, US, user@example.com",
    })
    void readsNationalNumbersInTheRegionOfTheirChannel(String sent, String region, String expected) {
        assertThat(Identifier.of(sent, region).normalised()).isEqualTo(expected);
    }

    @Test
    void knowsItsRegions() {
        assertThat(Identifier.isRegion("DE")).isTrue();
        assertThat(Identifier.isRegion("de")).isFalse();
        assertThat(Identifier.isRegion("ZZ")).isFalse();
    }
}
