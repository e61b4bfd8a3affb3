package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    private final CodeExtractor extractor = new CodeExtractor();

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // no keyword
                "Your parcel 481920 is on its way",
                "Lunch at 1230 in room 4411?",
                "Flight LX481920 leaves at gate 4411",
                // no number
                "Your code is: ",
                "Your code is: ****** (hidden)",
                "Your verification code is ${code}",
                // too short, too long, part of a word
                "Your code is 481920334455 for today",
                "Your code is in user4819 for today",
                "Your code is in snake_481920 today",
                "Код для входа в банк481920",
                // URL, address
                "Get your code at https://larkspur.example/481920/x?c=220915",
                "Get your code at larkspur.example/481920",
                "Get your code at www.larkspur481920.example",
                "Your code was sent to anna.4819@larkspur.example",
                // amount
                "Enter the code to pay $4819 at the till",
                "Enter the code to pay 4819.50 at the till",
                "Enter the code to pay 4,819 at the till",
                "Enter the code to pay Rs.5000 at the till",
                "Enter the code to pay 5000 EUR at the till",
                "请使用验证码支付人民币5000元",
                // date, time, span
                "The code was made on 2026-04-11 for you",
                "The code was made on 11/04/2026 for you",
                "The code was made on 11.04.2026 for you",
                "The code was made in May 2026 for you",
                "The code expires at 18:30 for you",
                "The code expires in 1500 minutes for you",
                "The code expires in 1500 seconds for you",
                "Login code sent. © 2026 Larkspur",
                // phone
                "Did you ask for a code? Then call 95555 now",
                "Did not ask for a code, call us at 95555",
                "To get a code text HELP to 466453",
                "Your code line is +442079460958",
                "Your code line is (020) 7946 0958",
                "Your code line is 555-1234 for you",
                "Your code line is 1800 123 4567",
                // masked tail
                "The code goes to the card ending 4819",
                "The code goes to the card ending in 4819",
                "The code goes to card **4819 today",
                "The code goes to phone •••4819 today",
                "验证码已发送至尾号4819的手机",
                // references
                "Code requested for order 481920 today",
                "Code requested for ticket no. 481920",
                "Code requested for invoice #481920",
                "Code requested, transaction id 481920",
                // hash of an SMS retriever
                "Your code was sent to the app\nFA+94819VSu",
            })
    void abstainsFromOtherNumbers(String text) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Your discount code is 481920",
                "Use promo code 481920 at the till",
                "Gift voucher code: 481920",
                "Our zip code is 48192",
                "The dress code of 4819 guests",
                "The code of conduct has 4819 words in it: 48192",
                "Scan the QR code 481920",
                "The barcode is 481920 here",
                "The unicode point is 481920",
                "I encode it as 481920 here",
                "vscode build 481920",
                "您的取件码是 481920，请到快递柜",
                "您的优惠码是 481920，请使用",
                "您的密码已于 481920 更改",
                "クーポンコード：481920をどうぞ",
                "할인 코드 481920 사용하세요",
            })
    void isNotFooledByWordsThatHoldAKeyword(String text) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "We never ask for your code by phone, not even from 48192",
                "Do not share your code with anybody, says desk 48192",
                "请勿向任何人透露验证码，热线95555",
                "Never give your code away.\n\nLarkspur, 48192 Hilltown",
            })
    void isNotFooledByWarnings(String text) {
        // When
        Found extraction = extractor.extract(Message.text(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }
}
