package dev.postern.extraction;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of many languages that announce a code, and those that make such a word mean something else. */
final class Vocabulary {

    /** Whole words. */
    static final Set<String> KEYWORDS = words("""
            code codes verifycode authcode logincode koodilla koodia koodin otp otps passcode pin pincode passkey mtan smstan tan totp 2fa onetime
            passwort-code smscode securecode einmalkennwort einmalpasswort bestätigungscode
            verifizierungscode sicherheitscode anmeldecode einmalcode freischaltcode zugangscode
            aktivierungscode verifikationscode authentifizierungscode código codigo códigos codi
            clave codice códi codul cod codul-pin token kode koden kod koder verificatiecode
            inlogcode beveiligingscode engangskode engångskod verifieringskod bekräftelsekod
            säkerhetskod bekreftelseskode bekræftelseskode sikkerhedskode verifikationskode
            verifiseringskode inloggningskod kóði kóðinn staðfestingarkóði bevestigingscode
            toegangscode kód kódja kodas kods kodi koodi koodisi vahvistuskoodi kood kinnituskood
            kodu kodunuz kodun kodunuzu kodunu şifre şifreniz şifresi sifre sifreniz parol parola
            kodingiz hasło heslo lozinka geslo koda kodo kodą kodem kodom kódom kódot kódod kódem
            kódu jelszó ellenőrzőkód megerősítőkód код кода кодом коды кодын пароль пароля пінкод
            пин пин-код пароліңіз кодыңыз лозинка κωδικός κωδικό κωδικού κωδικος კოდი კოდია կոդը կոդ
            կոդն رمز الرمز رمزك كود الكود كودك کد کوڈ رمزِ קוד הקוד कोड ओटीपी কোড ওটিপি કોડ ઓટીપી
            ਕੋਡ குறியீடு கோட் ஓடிபி కోడ్ ఓటిపి ಕೋಡ್ കോഡ് කේතය mã
            """);

    /** Taken as a keyword only after one of {@link #ONE_TIME}. */
    static final Set<String> PASSWORDS = words("""
            password passwort kennwort contraseña contrasena senha passe wachtwoord pass
            """);

    static final Set<String> ONE_TIME = words("""
            time onetime temporary dynamic use single otp einmal einmaliges temporal login sms
            verification
            """);

    /** What says one-time after the password, with at most two words between. */
    static final Set<String> ONE_TIME_AFTER = Set.of("uso", "unique", "única", "unico", "único", "monouso");

    /** Scripts without blanks: found inside a run of letters. */
    static final String[] UNSPACED = {
        "验证码",
        "校验码",
        "动态码",
        "确认码",
        "认证码",
        "安全码",
        "登录码",
        "激活码",
        "随机码",
        "识别码",
        "短信码",
        "效验码",
        "检验码",
        "验证代码",
        "验证密码",
        "动态密码",
        "动态口令",
        "短信密码",
        "短信口令",
        "一次性密码",
        "一次性代码",
        "登录代码",
        "安全代码",
        "确认代码",
        "授权码",
        "代码",
        "代碼",
        "驗證碼",
        "驗証碼",
        "校驗碼",
        "確認碼",
        "認證碼",
        "動態碼",
        "安全碼",
        "登入碼",
        "檢查碼",
        "驗證代碼",
        "動態密碼",
        "一次性密碼",
        "驗證密碼",
        "認証碼",
        "認証コード",
        "確認コード",
        "認証番号",
        "確認番号",
        "暗証番号",
        "ワンタイム",
        "パスコード",
        "限りのパスワード",
        "認証キー",
        "コード",
        "인증번호",
        "인증 번호",
        "인증코드",
        "인증 코드",
        "확인코드",
        "확인 코드",
        "보안코드",
        "보안 코드",
        "확인번호",
        "확인 번호",
        "승인번호",
        "비밀번호",
        "코드",
        "รหัส",
        "ลับ otp",
        "លេខកូដ",
        "កូដ",
        "ລະຫັດ",
        "ကုဒ်",
        "ကုတ်"
    };

    /** The word before, which makes a code something that is not a second factor. */
    static final Set<String> OTHER_CODES = words("""
            discount promo order reference statement promotion promotional coupon voucher gift referral zip postal post area
            country dress qr bar source tracking error tax product sort swift ifsc status color
            colour offer invite reward rewards branch store unlock-discount vs morse building penal
            civil item pickup pick-up collection locker booking parcel rabatt descuento promoción
            promocional promotionnel réduction desconto sconto postleitzahl промо индекс indirim
            giảm giao sale shipping free merchant short
            """);

    /** The word before, in scripts without blanks. */
    static final String[] OTHER_UNSPACED = {
        "クーポン", "プロモ", "qr", "バー", "郵便", "ソース", "エラー", "招待", "割引", "优惠", "優惠", "折扣", "促销", "邮政", "源", "股票", "쿠폰", "할인",
        "프로모션", "바", "초대", "큐알"
    };

    /** The word after. */
    static final Set<String> AFTER_OTHER_CODES = words("""
            conduct practice honor honour review promo promotion descuento réduction desconto
            promocional postal postale promo. sconto giảm giao
            """);

    /** Words before a warning: what follows them in the sentence announces nothing. */
    static final Set<String> WARNINGS = words("""
            never don't dont not nobody no without nunca jamais niemals nicht keine не никому nie
            nikomu não ne mai ikke inte hiçbir jangan đừng không لا
            """);

    static final String[] UNSPACED_WARNINGS = {"勿", "不要", "切勿", "绝不", "绝不会", "不会"};

    private Vocabulary() {}

    /** The words of a text. */
    static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
