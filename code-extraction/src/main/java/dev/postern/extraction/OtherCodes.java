package dev.postern.extraction;

import java.util.Set;

/** The words of many languages that make a code something else than a second factor: discount, postal, product codes. */
final class OtherCodes {

    /** The word before. */
    private static final Set<String> BEFORE = Vocabulary.words("""
            discount promo bonus agent purchase order reference statement promotion promotional coupon voucher gift referral zip postal post
            area country dress qr bar source tracking error tax product sort swift ifsc status color colour offer invite
            invitation reward rewards branch store vs morse building penal civil item pickup collection locker
            booking reservation ticket parcel sale shipping free merchant category short approval response exit reason
            company job style version claim redemption redeem meeting conference webinar hs puk student
            course class department payment quote customer client member event parking lucky entry door gate
            download unlock room game device invalid wrong incorrect expired old previous
            rabatt postleitzahl postnummer descuento promoción promocional promotionnel réduction desconto sconto промо
            почтовый штрих индекс indirim ürün posta kupon slevový poštovní směrovací giảm giao पिन
            """);

    private static final Set<String> LOCKS =
            Vocabulary.words("fi wifi wlan router network pdf zip file document statement archive door");

    /** Two words before, of which the second alone says nothing: "gift card code", "pick-up code". */
    private static final Set<String> PAIRS_BEFORE = Set.of("gift card", "pick up", "drop off", "bonus card");

    /** Directly before, in scripts without blanks. */
    private static final String[] BEFORE_UNSPACED = {
        "クーポン", "プロモ", "qr", "バー", "郵便", "ソース", "エラー", "招待", "割引", "商品", "店舗", "銀行", "支店", "予約", "国", "お客様", "会員", "优惠",
        "優惠", "折扣", "促销", "邮政", "郵政", "源", "股票", "基金", "证券", "证劵", "产品", "產品", "错误", "錯誤", "城市", "国家", "國家", "地区", "商户",
        "机构", "项目", "客户", "商品", "쿠폰", "할인", "프로모션", "바", "초대", "큐알", "상품", "제품", "오류", "우편", "예약", "국가", "은행", "지점",
        "고객", "회원"
    };

    /** The word after. */
    private static final Set<String> AFTER = Vocabulary.words("""
            conduct practice honor honour review promo promotion
            descuento producto postal barras rastreo seguimiento reserva promocional
            client produit article avantage réduction remise postale barre
            cliente pedido
            prodotto sconto fiscale prenotazione promozionale
            produto desconto rastreio rastreamento
            klienta zamówienia odbioru pocztowy produktu rabatowy promocyjny kreskowy
            клиента заказа получения товара операции города транзакции скидки купона ошибки
            name
            bayar pelanggan pembayaran số pos barang voucher produk đơn sản bưu khách giảm giao vận
            پستی تخفیف رهگیری پیگیری ملی البريدي بريدي خصم الخصم קופון הנחה
            """);

    /** What may stand between a code and the word after that tells its kind. */
    private static final Set<String> OF = Vocabulary.words("of the de del du della di da do des der");

    /** Directly after, in scripts without blanks. */
    private static final String[] AFTER_UNSPACED = {"ไปรษณีย์", "สินค้า", "พนักงาน", "ลูกค้า", "ส่วนลด", "คูปอง"};

    /** What a sentence with a generic word is about, when that is not logging in. */
    private static final Set<String> PURPOSES = Vocabulary.words("""
            off discount discounts coupon coupons voucher checkout shipping promo promotion sale referral friends raffle
            parcel package locker pickup courier deliver delivery redeem ride
            meeting webinar conference receipt terminal approved vote registered
            rabatt gutschein paket rabais réduction remise colis descuento cupón paquete sconto pacco desconto korting
            rabat zniżka zniżkę sleva slevu скидка скидку скидки посылка посылку indirim kupon kargo diskon
            خصم تخفیف
            """);

    private static final String[] PURPOSES_UNSPACED = {
        "优惠", "優惠", "折扣", "快递柜", "取件", "割引", "クーポン", "할인", "쿠폰", "택배", "ส่วนลด", "คูปอง"
    };

    /** Words of logging in: with them around, a generic word keeps its meaning whatever else is said. */
    private static final Set<String> LOGIN = Vocabulary.words("""
            otp 2fa sms authentification verify verifying verification login log logging signin sign signing security authenticate
            authentication confirm confirmation identity
            verificación verificacion verificar iniciar acceder vérification vérifier connexion connecter
            bestätigen bestätigung anmelden anmeldung einloggen verifizieren verifica verificare accedere accesso
            verificação verificacao entrar acesso verifiëren inloggen zaloguj logowania weryfikacyjny přihlášení ověření
            seguridad sécurité sicurezza segurança sicherheit accès acceso activación activation autenticación
            подтверждения подтвердите входа вход войти авторизации безопасности підтвердження входу potvrzovací
            التحقق الدخول التفعيل الأمان التأكيد ورود تایید تأیید فعالسازی האימות הכניסה giriş doğrulama xác masuk verifikasi
            """);

    private OtherCodes() {}

    static boolean before(String word, String previous) {
        return BEFORE.contains(word) || PAIRS_BEFORE.contains(previous + " " + word);
    }

    /** What else has a password made of digits. */
    static boolean lock(String word) {
        return LOCKS.contains(word);
    }

    static boolean after(String word) {
        return AFTER.contains(word);
    }

    static boolean of(String word) {
        return OF.contains(word);
    }

    static boolean purpose(String word) {
        return PURPOSES.contains(word);
    }

    static boolean login(String word) {
        return LOGIN.contains(word);
    }

    static boolean purposeAt(RenderedText text, int index) {
        return anyAt(text, index, PURPOSES_UNSPACED);
    }

    static boolean endsAt(RenderedText text, int end) {
        for (String other : BEFORE_UNSPACED) {
            if (text.has(other, end - other.length())) {
                return true;
            }
        }
        return false;
    }

    static boolean startsAt(RenderedText text, int start) {
        return anyAt(text, start, AFTER_UNSPACED);
    }

    private static boolean anyAt(RenderedText text, int index, String[] words) {
        for (String word : words) {
            if (text.has(word, index)) {
                return true;
            }
        }
        return false;
    }
}
