package dev.postern.extraction.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as programs write them that do not do as the standards say. */
class BrokenMailTest {
    private static final String CODE = "Your code is 551204";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso-8859-1          | windows-1252 | Your “code” – 551204
            iso-8859-1          | UTF-8        | Код: 551204
            windows-1251        | UTF-8        | Код: 551204
            windows-1251        | windows-1251 | Код: 551204
            koi8-r              | KOI8-R       | Код: 551204
            cp-1251             | windows-1251 | Код: 551204
            utf-8               | ISO-8859-1   | Bestätigung für 551204
            utf-8;              | UTF-8        | Код: 551204
            unicode             | UTF-8        | Код: 551204
            utf-16              | UTF-8        | Code 551204
            utf-16              | UTF-16       | Код: 551204
            x-unknown           | UTF-8        | Код: 551204
            us-ascii            | windows-1252 | Your “code” – 551204
            us-ascii            | ISO-2022-JP  | 認証コード551204
            utf-8               | ISO-2022-JP  | 認証コード551204
            gb2312              | GBK          | 您的验证码551204镕
            shift_jis           | windows-31j  | 認証コード551204①髙
            iso-2022-jp         | x-windows-50221 | ﾊﾟｽ認証コード551204①
            ks_c_5601-1987      | x-windows-949 | 인증번호551204햏
            iso-8859-8-i        | ISO-8859-8   | קוד 551204
            macintosh           | x-MacRoman   | Bestätigung 551204
            tis-620             | x-windows-874 | รหัส 551204
            """)
    void aTextIsReadInTheCharsetThatItIsIn(String named, String written, String text) {
        // Given
        String body = Base64.getMimeEncoder().encodeToString(text.getBytes(Charset.forName(written)));
        // When
        Mail mail = parse("Content-Type: text/plain; charset=\"" + named
                + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body);
        // Then
        assertThat(mail.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"GB2312, 您的验证码", "windows-1251, Код", "UTF-8, Код"})
    void htmlWithoutACharsetMayNameItsOwn(String charset, String word) {
        // Given
        String html = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + charset
                + "\"></head><p>" + word + " 551204</p></html>";
        String body = Base64.getMimeEncoder().encodeToString(html.getBytes(Charset.forName(charset)));
        // When
        Mail mail = parse("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body);
        // Then
        assertThat(mail.html()).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =?utf-8?B?0JrQvtC0IA==?= =?utf-8?B?NTUx?=                | Код 551
            =?utf-8?B?0JrQ?= =?utf-8?B?vtC0?=                        | Код
            =?utf-8?Q?your code is 551204?=                          | your code is 551204
            =?utf-8?Q?551?==?utf-8?Q?204?=                           | 551204
            =?utf-8*en?Q?551204?=                                    | 551204
            =?utf-8?B?NTUxMjA0IQ?=                                   | 551204!
            =?gb2312?B?6UY=?=                                        | 镕
            =?iso-8859-1?Q?=D0=9A=D0=BE=D0=B4?=                      | Код
            =?utf-8?Q?a?= b =?utf-8?Q?c?=                            | a b c
            =?x-no?Q?551204?=                                        | 551204
            =?utf-7?Q?+BBoEPgQ0_551204?=                             | Код 551204
            =?a b?Q?551204?=                                         | =?a b?Q?551204?=
            =?utf-8?Q?551204                                         | =?utf-8?Q?551204
            =?utf-8?X?551204?=                                       | =?utf-8?X?551204?=
            1 =? 2 ?= 3                                              | 1 =? 2 ?= 3
            """)
    void encodedWordsAreReadAsProgramsWriteThem(String written, String expected) {
        assertThat(parse("Subject: " + written + "\r\n\r\nx").subject()).isEqualTo(expected);
    }

    @Test
    void aNameInAListOfAddressesBringsNoAddressAlong() {
        // When
        Mail mail = parse(
                "To: =?utf-8?Q?x=40evil=2Eexample=2C_=22?= <a@b.example>, \"=?utf-8?Q?Doe=2C_J?=\" <c@d.example>\r\n"
                        + "Cc: =?utf-8?Q?a=40b=2Eexample?=\r\n\r\nx");
        // Then
        assertThat(mail.header("To")).contains("\"x@evil.example, \\\"\" <a@b.example>, \"Doe, J\" <c@d.example>");
        assertThat(mail.header("Cc")).contains("a@b.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/alternative\n\n--b\nContent-Type: text/plain\n\n" + CODE + "\n--b--\n",
                "Content-Type: multipart/mixed; boundary=other\n\n--b\n\n" + CODE + "\n--b--\n",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\n" + CODE + "\n----\n",
                "Content-Type: multipart/mixed; boundary=b\n\n" + CODE,
                "Subject: s\r\rYour code is 551204",
                "\uFEFFSubject: s\n\n" + CODE,
                "\r\n\r\n\r\nSubject: s\r\n\r\n" + CODE,
                "Content-Type: text/markdown\n\n" + CODE,
                "Content-Transfer-Encoding: base64\n\nWW91ciBjb2RlIA==\naXMgNTUxMjA0",
                "Content-Type: text/plain; charset=utf-7\n\nYour code +AGkAcw- 551204",
                "From a@b.example Mon Nov  2 09:00:00 2026\nSubject: s\n\n" + CODE,
                "Content-Transfer-Encoding: base64;\n\nWW91ciBjb2RlIGlzIDU1MTIwNA==",
                "Content-Transfer-Encoding: \"base64\"\n\nWW91ciBjb2RlIGlzIDU1MTIwNA",
                "Content-Transfer-Encoding: quoted-printable (so it is)\n\nYour code is 551=\n204",
            })
    void whatStandsInABrokenMailIsRead(String raw) {
        assertThat(parse(raw).text()).contains(CODE);
    }

    @Test
    void anAttachmentAloneIsNoText() {
        assertThat(parse("Content-Type: multipart/mixed; boundary=b\n\nThis mail has parts.\n--b\n"
                                + "Content-Disposition: attachment\n\n" + CODE + "\n--b--\n")
                        .text())
                .isNull();
    }

    @Test
    void carriageReturnsAloneEndLines() {
        // When
        Mail mail = parse("Subject: s\rTo: a@b.example\r\rYour code is\r551204");
        // Then
        assertThat(mail.subject()).isEqualTo("s");
        assertThat(mail.text()).isEqualTo("Your code is\n551204");
    }

    private static Mail parse(String raw) {
        return MailParser.parse(raw.getBytes(StandardCharsets.UTF_8));
    }
}
