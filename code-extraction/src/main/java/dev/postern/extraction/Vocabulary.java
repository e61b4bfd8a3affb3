package dev.postern.extraction;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of many languages that announce a code. {@link OtherCodes} has those that make them mean something else. */
final class Vocabulary {

    /** Whole words for any code: what is around them says of which kind. */
    private static final Set<String> GENERIC = words("""
            code codes passcode pin pincode passkey tan token koodilla koodia koodin código codigo códigos codi clave
            codice códi codul cod kode koden kod koder kóði kóðinn kód kódja kodas kods kodi koodi koodisi
            kood kodu kodunuz kodun kodunuzu kodunu kodingiz koda kodo kodą kodem kodom kódom kódot kódod kódem kódu
            код кода кодом коды кодын пин кодыңыз κωδικός κωδικό κωδικού κωδικος კოდი კოდია կոդը կոդ կոդն رمز
            الرمز رمزك كود الكود كودك کد کوڈ رمزِ קוד הקוד कोड কোড કોડ ਕੋਡ குறியீடு கோட் కోడ్ ಕೋಡ್ കോഡ് කේතය mã
            """);

    /** Whole words for a code that lets somebody in. */
    private static final Set<String> SPECIFIC = words("""
            verifycode authcode logincode otp otps mtan smstan mobiletan pushtan totp 2fa onetime smscode securecode
            einmalkennwort einmalpasswort bestätigungscode verifizierungscode sicherheitscode anmeldecode einmalcode
            freischaltcode zugangscode aktivierungscode verifikationscode authentifizierungscode verificatiecode
            inlogcode beveiligingscode engangskode engångskod verifieringskod bekräftelsekod säkerhetskod
            bekreftelseskode bekræftelseskode sikkerhedskode verifikationskode verifiseringskode inloggningskod
            staðfestingarkóði bevestigingscode toegangscode vahvistuskoodi vahvistuskoodisi vahvistuskoodin kirjautumiskoodi kirjautumiskoodisi kinnituskood şifre şifreniz şifresi sifre
            sifreniz parol parola hasło heslo lozinka geslo jelszó ellenőrzőkód megerősítőkód пароль пароля пінкод
            пароліңіз лозинка ओटीपी ওটিপি ઓટીપી ஓடிபி ఓటిపి
            """);

    /** Whole words. */
    static final Set<String> KEYWORDS =
            Stream.concat(GENERIC.stream(), SPECIFIC.stream()).collect(Collectors.toUnmodifiableSet());

    /** Keywords in capitals that are another word in lower case: Spanish "tan", and the reverse: cash on delivery. */
    static final String CAPITALS_ONLY = "tan";

    static final String NEVER_CAPITALS = "cod";

    /** Taken as a keyword only after one of {@link #ONE_TIME}. */
    static final Set<String> PASSWORDS = words("""
            password passwort kennwort contraseña contrasena senha passe wachtwoord pass clé cle
            """);

    /** Taken as a keyword only before a colon. */
    static final Set<String> HEADLINES = words("verification confirmation authentication verificación vérification");

    static final Set<String> ONE_TIME = words("""
            time onetime temporary dynamic use single otp einmal einmaliges temporal login sms verification
            """);

    /** What says one-time after the password, with at most two words between. */
    static final Set<String> ONE_TIME_AFTER = Set.of(
            "uso", "unique", "única", "unico", "único", "monouso", "temporaire", "temporal", "provisoire", "anmelden");

    /** Scripts without blanks: found inside a run of letters. */
    static final String[] UNSPACED = Arrays.stream("""
                    验证码 校验码 动态码 确认码 认证码 安全码 登录码 激活码 随机码 识别码 短信码 效验码 检验码 验证代码 验证密码
                    动态密码 动态口令 短信密码 短信口令 一次性密码 一次性代码 登录代码 安全代码 确认代码 授权码 驗證碼 驗証碼 校驗碼
                    確認碼 認證碼 動態碼 安全碼 登入碼 檢查碼 驗證代碼 動態密碼 一次性密碼 驗證密碼 認証碼 認証コード 確認コード
                    認証番号 確認番号 ワンタイム パスコード 限りのパスワード 認証キー 인증번호 인증_번호 인증코드 인증_코드 확인코드
                    확인_코드 보안코드 보안_코드 확인번호 확인_번호 일회용_비밀번호 일회용비밀번호 임시_비밀번호 임시비밀번호 ลับ_otp
                    """.strip().split("\\s+"))
            .map(word -> word.replace('_', ' '))
            .toArray(String[]::new);

    /** The same for any code. Looked for after {@link #UNSPACED}. */
    static final String[] GENERIC_UNSPACED = {"代码", "代碼", "コード", "코드", "รหัส", "លេខកូដ", "កូដ", "ລະຫັດ", "ကုဒ်", "ကုတ်"
    };

    /** Words before a warning: what follows them in the sentence announces nothing. */
    static final Set<String> WARNINGS = words("""
            never don't dont not nobody no without nunca jamais niemals nicht keine не никому nie nikomu não ne mai
            ikke inte hiçbir jangan đừng không لا
            """);

    static final String[] UNSPACED_WARNINGS = {"勿", "不要", "切勿", "绝不", "绝不会", "不会"};

    private Vocabulary() {}

    /** Whether a keyword says nothing about the kind of its code. */
    static boolean generic(String keyword) {
        return GENERIC.contains(keyword);
    }

    /** The words of a text. */
    static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
