package dev.postern.events.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedMessageTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final FieldSealer SEALER = (field, plain) -> field + " of " + plain;
    private static final ReceivedMessage MESSAGE = new ReceivedMessage(
            new Receipt("totp_1", RECEIVED),
            "o_1",
            new SealedIdentifier(new MatchKey("match"), "a•••", "sealed identifier"),
            "phone",
            new RunScope("task", "workflow", "run"),
            RECEIVED.plusSeconds(60),
            new Origin("ch_1", null, null, List.of()),
            new SealedContent("sealed content", true));

    @Test
    void putsEachValueInItsPlaceInTheEventOfACode() {
        // When
        CodeReceived event = MESSAGE.withCode(
                SealedCode.of("482913", "https://a.example", SEALER),
                StatedLimits.of(MESSAGE.receipt(), Duration.ofMinutes(5), "a.example"),
                new RepeatKey("repeat"),
                new Evidence("rule", 0.5));

        // Then
        assertThat(event)
                .isEqualTo(new CodeReceived(
                        "totp_1",
                        "o_1",
                        "match",
                        "phone",
                        OtpType.TOTP,
                        new RunScope("task", "workflow", "run"),
                        RECEIVED,
                        RECEIVED.plusSeconds(60),
                        RECEIVED.plusSeconds(300),
                        "a.example",
                        new Origin("ch_1", null, null, List.of()),
                        "••••13",
                        "a•••",
                        "code of 482913",
                        "link of https://a.example",
                        "sealed identifier",
                        "sealed content",
                        true,
                        "repeat",
                        new Evidence("rule", 0.5)));
    }

    @Test
    void putsEachValueInItsPlaceInTheEventOfAMessageWithoutCode() {
        // When
        MessageUnparsed event = MESSAGE.withoutCode("ambiguous", 7, true);

        // Then
        assertThat(event)
                .isEqualTo(new MessageUnparsed(
                        "totp_1",
                        "o_1",
                        "match",
                        "ambiguous",
                        "phone",
                        new RunScope("task", "workflow", "run"),
                        RECEIVED,
                        RECEIVED.plusSeconds(60),
                        new Origin("ch_1", null, null, List.of()),
                        "a•••",
                        "sealed identifier",
                        "sealed content",
                        true,
                        7,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "482913,,                 TOTP,       ••••13",
        "482913,https://a.example,TOTP,       ••••13",
        ",      https://a.example,MAGIC_LINK, ••••"
    })
    void countsTheCodeWhereThereIsALinkBesideIt(String code, String link, OtpType type, String masked) {
        // When
        SealedCode sealed = SealedCode.of(code, link, SEALER);

        // Then
        assertThat(sealed.type()).isEqualTo(type);
        assertThat(sealed.masked()).isEqualTo(masked);
    }

    @Test
    void statesNoEndWhereTheMessageStatesNone() {
        assertThat(StatedLimits.of(MESSAGE.receipt(), null, null)).isEqualTo(new StatedLimits(null, null));
    }
}
