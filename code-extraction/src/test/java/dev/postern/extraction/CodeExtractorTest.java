package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeExtractorTest {
    private final CodeExtractor extractor = new CodeExtractor();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Your Larkspur code is 481920. It expires in 10 minutes. | 481920",
                "481920 is your Larkspur login code, do not share it | 481920",
                "Use the following one-time password to sign in to Larkspur: 004819 | 004819",
                "Larkspur: enter code 48192 within 10 minutes | 48192",
                "Ihr Bestätigungscode für Larkspur lautet 481920 | 481920",
                "Su código de acceso a Larkspur es 481920 | 481920",
                "Votre code de connexion est le suivant : 481920 | 481920",
                "Il tuo codice di accesso Larkspur è 481920 | 481920",
                "Seu código de acesso Larkspur: 481920 | 481920",
                "Twój kod logowania Larkspur to 481920 | 481920",
                "Váš kód pro přihlášení je 481920 | 481920",
                "Larkspur giriş kodunuz: 481920 | 481920",
                "Ваш код для входа в Larkspur: 481920 | 481920",
                "Ο κωδικός σας για το Larkspur είναι 481920 | 481920",
                "【燕雀】您的验证码为481920，5分钟内有效，请勿泄露 | 481920",
                "燕雀の認証コード：481920（10分間有効） | 481920",
                "[종달새] 인증번호 481920 를 입력해 주세요 | 481920",
                "رمز التحقق الخاص بك هو 481920 | 481920",
                "קוד האימות שלך הוא 481920 | 481920",
                "आपका लार्क्सपुर कोड 481920 है | 481920",
                "รหัสยืนยันของคุณคือ 481920 | 481920",
                "Mã xác thực của bạn là 481920 | 481920",
                "Accede con esta contraseña de un solo uso 481920 | 481920",
            })
    void findsTheNumberThatAKeywordAnnounces(String text, String code) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Code.class,
                        found -> assertThat(found.value()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Your Larkspur code is 481-920 today | 481920",
                "Your Larkspur code is 481 920 today | 481920",
                "Your Larkspur code is 4819 2034 today | 48192034",
                "Your Larkspur code is 4 8 1 9 2 0 today | 481920",
                "Your Larkspur code is 481920 10 minutes left | 481920",
                "L-481920 is your Larkspur verification code | 481920",
                "Your Larkspur code is OTP-481920 today | 481920",
                "您的验证码是：４８１９２０。 | 481920",
                "رمز الدخول ٤٨١٩٢٠ صالح لدقائق | 481920",
                "کد ورود شما ۴۸۱۹۲۰ است | 481920",
                "Your Larkspur code is 48\u200B19\u200B20 today | 481920",
                "Your Larkspur code is 481\u00A0920 today | 481920",
            })
    void readsTheWaysACodeIsWritten(String text, String code) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Code.class,
                        found -> assertThat(found.value()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Enter this code to sign in:\n\n481920\n\nIt is valid for 10 minutes.",
                "481920\nis the code for your Larkspur account 2231",
                "Larkspur\r\nVerification code\r\n[ 481920 ]\r\nThe team",
                "Here is your sign-in code. 481920",
                "<html><style>.c1{width:345678px}</style><td>Your code:</td><tr><td>481920</td></tr></html>",
                "<p>Your login code is <b>481920</b></p><p>Order 77231, &copy; 2026 Larkspur</p>",
                "<td>Code:</td><td>4</td><td>8</td><td>1</td><td>9</td><td>2</td><td>0</td>",
            })
    void findsACodeOnALineOfItsOwn(String text) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Code.class,
                        found -> assertThat(found.value()).isEqualTo("481920"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order 77231 is ready; your pick code is 481920 | 481920",
                "Your payment of Rs. 5000 needs OTP 481920 | 481920",
                "Code 481920 for the transfer of 1,234.56 EUR to card ending 9931 | 481920",
                "Your code is 481920. Questions? Call 95555 or +44 20 7946 0958 | 481920",
                "您尾号4832的卡正在支付1500元，验证码370021。 | 370021",
                "Your code for the trip on 2026-04-11 at 18:30 is 481920 | 481920",
                "Never share this code. Your code: 481920 | 481920",
                "481920 is the otp for account 3838 | 481920",
            })
    void choosesTheAnnouncedNumberAmongOthers(String text, String code) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Code.class,
                        found -> assertThat(found.value()).isEqualTo(code));
    }

    @Test
    void tellsWhereTheCodeStandsAndWhichRuleTookIt() {
        // When
        Found extraction = extractor
                .extract(Message.text("Your <b>code</b> is １２３-456 now"))
                .found();

        // Then
        assertThat(extraction)
                .isEqualTo(new Extraction.Code("123456", new TextEvidence("keyword-bound", 0.98, 20, 27)));
    }

    @Test
    void takesTheSameCodeTwiceForOne() {
        // When
        Found extraction = extractor
                .extract(Message.text("Your code is 481920. Type code 481920 on the page."))
                .found();

        // Then
        assertThat(extraction).isInstanceOf(Extraction.Code.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your login code is 481920 and your deletion code is 220915",
                "Code: 481920. Code: 220915.",
                "Code for log-in: 481920, code to delete it is 220915",
                "481920\nEnter the code\n220915",
                "Your codes: 481920, 220915",
            })
    void abstainsWhenTwoNumbersAreEquallyLikely(String text) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.AMBIGUOUS));
    }

    @Test
    void neverPrintsWhatItFound() {
        // Given
        Message message = Message.text("Your login code is 481920 today");
        Message link = Message.text("https://larkspur.example/in?token=481920");

        // When
        String printed = message + " " + extractor.extract(message) + extractor.extract(link);

        // Then
        assertThat(printed).doesNotContain("481920").doesNotContain("larkspur");
    }

    @Test
    void showsWhereTheCodeStandsInAMailThatIsASubjectAlone() {
        // Given
        Message mail = Message.mail("482913 is your code", null, null);
        // When
        Extraction.Found found = new CodeExtractor().extract(mail).found();
        // Then
        assertThat(((Extraction.Code) found).evidence().in(mail)).isEqualTo("482913");
    }
}
