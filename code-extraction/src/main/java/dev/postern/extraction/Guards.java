package dev.postern.extraction;

import java.util.Set;

/**
 * What the neighbours of a number say it is, when that is not a code: an amount, a span of time, a date, a phone number,
 * the tail of a card, a reference. Each looks at a bounded stretch of text.
 */
final class Guards {
    private static final int WORDS_BACK = 5;
    private static final int LONGEST_WORD = 16;

    private static final Set<String> CURRENCIES = Vocabulary.words("""
            rs inr usd eur gbp rub руб р kr sek nok dkk ksh kes aed sar cny rmb jpy krw chf cad aud
            brl r mxn try tl pln zł kč czk huf ft vnd vnđ đ idr rp php thb ngn egp uah грн euro
            euros dollars rupees usdt btc
            """);
    private static final Set<String> UNITS = Vocabulary.words("""
            minute minutes min mins minuten minutos minuti second seconds sec secs sekunden hour
            hours hrs hr stunden horas day days tage días month months year years минут мин секунд
            часов dakika saniye points pts miles km kg mb gb kb people customers users items times
            percent am pm uhr words steps followers messages p
            """);
    private static final Set<String> REFERENCES = Vocabulary.words("""
            order orders ticket invoice case ref reference transaction txn trx account acct acc card
            flight booking parcel tracking shipment customer member membership policy room
            bestellung rechnung pedido commande заказ заказа карты счета konto flat suite gate
            locker box isbn model version build bill loan a/c ac tail zip postcode iban extension
            ext user username street avenue road apt serial session request receipt contract tarjeta
            cuenta carte karte karten kort karta kartu karty karcie device gerät reg registration reading boks terminal building postleitzahl plz cap cep postnummer
            """);
    private static final Set<String> OWNED = Set.of("account", "konto", "cuenta");
    private static final Set<String> OWNERS = Vocabulary.words("your ihr ihrem dein deinem tu su");
    private static final Set<String> REFERENCE_LINKS = Vocabulary.words("""
            number no nr num id nummer número numero is your n° № номер with the
            """);
    private static final Set<String> ENDINGS = Vocabulary.words("""
            ending ends ended endet endend endung terminada terminado terminant digits finishing termina xx xxxx last
            """);
    private static final Set<String> CALLS = Vocabulary.words("""
            call calling dial tel telephone phone hotline helpline whatsapp text txt sms reply send
            contact ring toll fax mobile llama llame anruf звоните тел телефон tlf stop
            """);
    private static final Set<String> MONTHS = Vocabulary.words("""
            jan january feb february mar march apr april may jun june jul july aug august sep sept
            september oct october nov november dec december copyright since year until mai januar
            februar märz juni juli oktober dezember enero года de
            """);
    private static final String[] HAN_BEFORE = {
        "尾号", "尾號", "末四位", "后四位", "單號", "单号", "订单", "訂單", "编号", "編號", "电话", "電話", "热线", "熱線", "致电", "致電", "拨打", "客服",
        "账号", "帳號", "账户", "卡号", "回复", "回覆", "发送", "金额", "人民币", "号码", "號碼", "门牌", "取件码", "取件碼", "끝자리", "주문번호", "전화",
        "고객센터", "注文番号", "電話番号", "番地"
    };
    private static final String UNIT_AFTER = "元円圓年月日号號分秒时時点點个個人次天块萬万원년월일분초시명회%°*";

    private Guards() {}

    static boolean forbid(RenderedText text, int sentenceStart, int start, int end, CharSequence digits) {
        return money(text, start, end)
                || unit(text, end)
                || UNIT_AFTER.indexOf(text.at(end)) >= 0
                || (masked(text.at(start - 1)) && !assigned(text, start))
                || hanBefore(text, start)
                || wordsBefore(text, sentenceStart, start, digits);
    }

    private static boolean money(RenderedText text, int start, int end) {
        char before = text.at(text.at(start - 1) == ' ' ? start - 2 : start - 1);
        char after = text.at(text.at(end) == ' ' ? end + 1 : end);
        return before == '+'
                || Character.getType(before) == Character.CURRENCY_SYMBOL
                || Character.getType(after) == Character.CURRENCY_SYMBOL;
    }

    private static boolean masked(char before) {
        return switch (before) {
            case '*', '•', '·', '…', '#', '№', '©', '=', '&', '/', '.', ',', '\\', '@', '~', '^', '_' -> true;
            default -> false;
        };
    }

    /** "code=770055". */
    private static boolean assigned(RenderedText text, int start) {
        return text.at(start - 1) == '=' && Vocabulary.KEYWORDS.contains(wordEndingAt(text, 0, start - 1));
    }

    private static boolean unit(RenderedText text, int end) {
        int start = text.at(end) == ' ' || text.at(end) == '-' ? end + 1 : end;
        int stop = start;
        while (Characters.word(text.at(stop)) && stop - start < LONGEST_WORD) {
            stop++;
        }
        if (stop == start) {
            return false;
        }
        String word = text.part(start, stop);
        return UNITS.contains(word) || (CURRENCIES.contains(word) && !word.equals("try"));
    }

    private static boolean hanBefore(RenderedText text, int start) {
        int end = start;
        for (int skipped = 0; skipped < 3 && " ::为為是は(【[".indexOf(text.at(end - 1)) >= 0; skipped++) {
            end--;
        }
        for (String word : HAN_BEFORE) {
            if (text.has(word, end - word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean wordsBefore(RenderedText text, int sentenceStart, int start, CharSequence digits) {
        boolean year = year(digits);
        boolean onlyLinks = true;
        int i = start;
        for (int words = 0; words < WORDS_BACK; words++) {
            int gap = i;
            while (i > sentenceStart && !Characters.word(text.at(i - 1)) && gap - i < 4) {
                i--;
            }
            int wordEnd = i;
            while (i > sentenceStart && Characters.word(text.at(i - 1)) && wordEnd - i < LONGEST_WORD) {
                i--;
            }
            if (i == wordEnd) {
                return false;
            }
            String word = text.part(i, wordEnd);
            if (Vocabulary.KEYWORDS.contains(word)) {
                return false;
            }
            boolean colon = words == 0 && text.at(wordEnd) == ':';
            // "on 1500 RUB: 123456"
            boolean amountBefore = colon && text.at(i - 1) == ' ' && Characters.digit(text.at(i - 2));
            if (words == 0 && !amountBefore && (CURRENCIES.contains(word) || (year && MONTHS.contains(word)))) {
                return true;
            }
            if (words < 2 && ENDINGS.contains(word)) {
                return true;
            }
            // "code to log in to your account: 123456"
            boolean owned = colon && OWNED.contains(word) && OWNERS.contains(wordEndingAt(text, sentenceStart, i - 1));
            // "Dear customer, 123456 is": who is spoken to is no reference.
            boolean spokenTo = words == 0 && text.at(wordEnd) == ',';
            if (onlyLinks && !owned && !spokenTo && REFERENCES.contains(word)) {
                return true;
            }
            onlyLinks &= REFERENCE_LINKS.contains(word);
            if (CALLS.contains(word) && reaches(text, wordEnd, start)) {
                return true;
            }
        }
        return false;
    }

    /** A line such as "Order number:" above a number that stands alone. */
    static boolean labels(RenderedText text, int start, int end) {
        int i = end;
        while (i > start && !Characters.word(text.at(i - 1)) && end - i < 3) {
            i--;
        }
        String last = wordEndingAt(text, start, i);
        String previous = wordEndingAt(text, start, i - last.length() - 1);
        return REFERENCES.contains(last) || (REFERENCE_LINKS.contains(last) && REFERENCES.contains(previous));
    }

    private static String wordEndingAt(RenderedText text, int floor, int end) {
        int start = end;
        while (start > floor && Characters.word(text.at(start - 1)) && end - start < LONGEST_WORD) {
            start--;
        }
        return start < end ? text.part(start, end) : "";
    }

    private static boolean year(CharSequence digits) {
        if (digits.length() != 4) {
            return false;
        }
        char century = digits.charAt(1);
        return digits.charAt(0) == '1' ? century == '9' : digits.charAt(0) == '2' && century == '0';
    }

    /** "call us at 12345", but not "by text: 12345". */
    private static boolean reaches(RenderedText text, int wordEnd, int start) {
        for (int i = wordEnd; i < start; i++) {
            char c = text.at(i);
            if (c == ',' || c == ';' || (c == ':' && i > wordEnd + 1)) {
                return false;
            }
        }
        return true;
    }
}
