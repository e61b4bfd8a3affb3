package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownWordsTest {

    @Test
    void saysWhichKnownWordsAMessageHolds() {
        // When
        Set<String> words =
                KnownWords.of(Message.mail("Re: Passcode", "登录验证码：123456", "<p>Use it to <b>sign</b> in. Decoded</p>"));
        // Then
        assertThat(words)
                .contains("re", "passcode", "use", "登录", "验证码", "sign in", "in")
                .doesNotContain("code", "pass");
        assertThat(KnownWords.of(Message.text(""))).isEmpty();
        assertThat(KnownWords.of(Message.text("Подтверждаю"))).contains("подтвер");
    }
}
