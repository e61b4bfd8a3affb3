package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInLinksTest {
    private static final String SECRET = "Zk3vQ81mT5xR7yWq";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Open https://a.example/login?token=SECRET to sign in.          | https://a.example/login?token=SECRET
            Log in: https://a.example/sign-in/SECRET.                      | https://a.example/sign-in/SECRET
            <a href="https://a.example/magic?x=1&amp;t=SECRET">Sign in</a> | https://a.example/magic?x=1&t=SECRET
            (https://a.example/verify/SECRET)                              | https://a.example/verify/SECRET
            请点击 https://a.example/verify/SECRET登录                      | https://a.example/verify/SECRET
            Two: https://a.example/auth?t=SECRET or https://a.example/auth?t=SECRET | https://a.example/auth?t=SECRET
            Sign in https://a.example/login?t=SECRET or visit https://a.example/help | https://a.example/login?t=SECRET
            Lidhja: https://a.example/in/?token=SECRET&action=signin&r=https%3A%2F%2Fa.example%2F    | https://a.example/in/?token=SECRET&action=signin&r=https%3A%2F%2Fa.example%2F
            https://a.example/auth/callback?callbackUrl=https%3A%2F%2Fa.example&token=SECRET to go on | https://a.example/auth/callback?callbackUrl=https%3A%2F%2Fa.example&token=SECRET
            Klik di sini https://a.example/register?register_token=SECRET untuk akaun                | https://a.example/register?register_token=SECRET
            Ireki https://a.example/Special:ConfirmEmail/SECRET edo https://a.example/Special:InvalidateEmail/SECRET | https://a.example/Special:ConfirmEmail/SECRET
            """)
    void takesTheOneLinkThatLetsIn(String text, String url) {
        assertThat(extract(text))
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url.replace("SECRET", SECRET)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Reset your password      | Somebody asked for it. If it was you, click the link below.\\n\\nURL\\n\\nThis link expires in a day.
            Verify new email         | To use this address at Larkspur, click on the link below\\n\\nURL\\n\\nThe link will expire within 2 hours.
            Passwort zurücksetzen    | Jemand hat das angefordert. Bitte klicken Sie auf den folgenden Link:\\nURL\\nDer Link ist einen Tag gültig.
            Obnovenie hesla          | Ak ste to vy, kliknite na odkaz nižšie.\\nURL\\nPlatnosť tohto odkazu vyprší o hodinu.
            Bevestig je e-mailadres  | Klik op de link om je e-mailadres te bevestigen: URL
            重設密碼                  | 請點擊下列連結。\\nURL\\n此連結將在 5 小時內失效。
            """)
    void takesTheLinkOfAMailAboutAnAddressOrAPasswordByItsPlace(String subject, String text) {
        // Given
        String url = "https://larkspur.example/u/3f9c1e7b2d5a";
        Message mail = Message.mail(subject, text.replace("\\n", "\n").replace("URL", url), null);

        // Then
        assertThat(new CodeExtractor().extract(mail).found())
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Your orders this week", "Confirm your order", "Password changed", "News for your account"})
    void takesNoLinkByItsPlaceInAMailAboutSomethingElse(String subject) {
        // Given
        String text = "Click the link below.\n\nhttps://larkspur.example/u/3f9c1e7b2d5a\n\nThis link expires in a day.";

        // Then
        assertThat(new CodeExtractor()
                        .extract(Message.mail(subject, text, null))
                        .found())
                .isInstanceOf(Extraction.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aktivieren", "activar", "aktywacja", "dogrula", "bevestigen", "aktivera"})
    void knowsWordsOfManyLanguagesInAddresses(String word) {
        String url = "https://larkspur.example/" + word + "/7b21cc0d";
        assertThat(extract("Larkspur: " + url))
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sign in to Larkspur                  | Sign in now
            Verify your email address            | Verify email
            Activate your account                | Activate my account
            Bei Larkspur anmelden                | Jetzt anmelden
            Ihr Konto: E-Mail-Adresse bestätigen | E-Mail-Adresse bestätigen
            Votre lien de connexion              | Se connecter
            Inicia sesión en Larkspur            | Iniciar sesión
            Larkspur: fazer login                | Entrar na minha conta
            Accedi a Larkspur                    | Accedi ora
            Inloggen bij Larkspur                | Nu inloggen
            Logga in på Larkspur                 | Logga in
            Aktywuj konto                        | Aktywuj konto
            Přihlášení do Larkspuru              | Přihlásit se
            Вход в Larkspur                      | Войти
            Вхід до Larkspur                     | Увійти
            Σύνδεση στο Larkspur                 | Συνδεθείτε
            Larkspur'a giriş yap                 | Giriş yap
            تسجيل الدخول إلى Larkspur            | تسجيل الدخول
            Đăng nhập Larkspur                   | Đăng nhập
            เข้าสู่ระบบ Larkspur                 | เข้าสู่ระบบ
            Larkspurにログイン                    | ログインする
            Larkspur 로그인                       | 로그인하기
            登录 Larkspur                         | 登录
            """)
    void takesTheButtonThatSignsInUnderASubjectThatSaysSo(String subject, String label) {
        for (String link : new String[] {
            "https://url42.larkspur.example/ls/click?upn=u001.Qr7tYu2iOp9aSd4fGh6jKl8zXc-2F",
            "https://larkspur.example/c/eJwNyEEOgyAQAMDXyN",
            "https://larkspur.example/r/8a8b1c2d",
            "https://larkspur.example/r?x=8a8b1c2d"
        }) {
            // When
            Found found = new CodeExtractor()
                    .extract(Message.mail(subject, null, "<p>Larkspur</p><a href='" + link + "'>" + label + "</a>"))
                    .found();
            // Then
            assertThat(found)
                    .isInstanceOfSatisfying(
                            Extraction.Link.class, one -> assertThat(one.url()).isEqualTo(link));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tap to sign in to Larkspur: https://lrk.example/l/9skd8",
                "Klicka för att logga in på Larkspur: https://lrk.example/l/9skd8",
                "Toque para entrar na sua conta Larkspur: https://lrk.example/l/9skd8a",
                "Нажмите, чтобы войти: https://lrk.example/l/9skd8a",
                "Log in to Larkspur with this link (expires 20:44): https://lrk.example/m/9skd8a",
            })
    void takesTheLinkOfAShortTextThatSaysToOpenItForSigningIn(String text) {
        // When
        Found found = new CodeExtractor().extract(Message.text(text)).found();
        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(text).endsWith(link.url()));
    }

    @Test
    void asksLessOfAShortTextWhereALoginWaits() {
        // Given
        Message text = Message.text("Sign in to Larkspur: https://lrk.example/l/9skd8a");
        // When
        Found unasked = new CodeExtractor().extract(text).found();
        Found expected =
                new CodeExtractor().extract(text, Wanted.expected(null)).found();
        // Then
        assertThat(unasked).isInstanceOf(Extraction.Nothing.class);
        assertThat(expected).isInstanceOf(Extraction.Link.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Confirm your email, Confirm",
        "Підтвердіть пошту, Підтвердити",
        "Potwierdź adres e-mail, Potwierdzam",
        "Vahvista sähköpostisi, Vahvista",
    })
    void takesAButtonThatConfirmsTheAddressOfItsSubject(String subject, String label) {
        // Given
        String link = "https://larkspur.example/c/77aQ81bc0";
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail(subject, null, "<p>Larkspur</p><a href='" + link + "'>" + label + "</a>"))
                .found();
        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, one -> assertThat(one.url()).isEqualTo(link));
    }

    @ParameterizedTest
    @CsvSource({
        "Confirm your attendance, Confirm",
        "Confirma tu cita, Confirmar",
        "Bestätige deinen neuen Tarif, Bestätigen",
        "Confirm your subscription, Confirm",
    })
    void takesNoButtonThatConfirmsSomethingElse(String subject, String label) {
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail(
                        subject,
                        null,
                        "<p>Larkspur</p><a href='https://larkspur.example/c/77aQ81bc0'>" + label + "</a>"))
                .found();
        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void takesTheOnlySecretWhereTheSubjectAnnouncesALink() {
        // Given
        String link = "https://larkspur.example/l/aZ81kQm77xP";
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Login link for Larkspur", link + "\n^ opens your account here", null))
                .found();
        // Then
        assertThat(found).isInstanceOf(Extraction.Link.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Log in to see your bill: https://lrk.example/l/9skd8a",
                "Larkspur: your statement is ready. Log in: https://lrk.example/l/9skd8a",
                "Your statement is ready, login at https://lrk.example/l/9skd8a",
                "Log in and win: https://lrk.example/l/9skd8a",
                "Larkspur: suspicious activity! Log in now: https://lrk.example/l/9skd8a",
                "Ihre Rechnung ist da. Einloggen: https://lrk.example/l/9skd8a",
            })
    void takesNoTextAboutSomethingElseEvenWhereALoginWaits(String text) {
        // When
        Found found = new CodeExtractor()
                .extract(Message.text(text), Wanted.expected(null))
                .found();
        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void handsOutNoLinkThatMayHaveBeenCut() {
        // Given
        String link = "https://larkspur.example/login?token=9skd8a7f6g5h4j3k2l1m";
        String text = "Sign in to Larkspur ".repeat(8).substring(0, 160 - link.length() - 1) + " " + link;
        // When
        Found cut = new CodeExtractor().extract(Message.text(text)).found();
        Found whole = new CodeExtractor().extract(Message.text(text + " Bye")).found();
        // Then
        assertThat(cut).isInstanceOf(Extraction.Nothing.class);
        assertThat(whole).isInstanceOf(Extraction.Link.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Confirm your attendance         | Confirm             | Are you coming to dinner on Friday?
            Please confirm your appointment | Confirm appointment | It is on 14 May at 09:20.
            Approve this change             | Approve             | Alex asks for your review.
            Complete your purchase          | Complete purchase   | You left something in your cart.
            Confirm your subscription       | Confirm             | Thank you for reading our weekly letter.
            Verify your purchase            | Verify purchase     | Did you spend $48?
            Authorize transfer              | Authorize transfer  | It is over 120 EUR.
            Log in to see your payslip      | Log in              | Your payslip for April is here.
            Bitte Termin bestätigen         | Termin bestätigen   | Er ist am 14.05. um 9:20 Uhr.
            Confirma tu cita                | Confirmar cita      | Es el 14 de mayo.
            Entrar na promoção              | Entrar              | Participe em abril.
            Konto löschen                   | Konto löschen       | Einloggen und löschen.
            Darse de baja                   | Darse de baja       | Lo sentimos.
            """)
    void leavesButtonsThatConfirmSomethingElse(String subject, String label, String words) {
        for (String link : new String[] {
            "https://url42.larkspur.example/ls/click?upn=u001.Qr7tYu2iOp9aSd4fGh6jKl8zXc-2F",
            "https://larkspur.example/r/8a8b1c2d",
            "https://larkspur.example/r?x=8a8b1c2d"
        }) {
            // Given
            String html = "<p>" + words + "</p><a href='" + link + "'>" + label + "</a>";
            // When
            Found found = new CodeExtractor()
                    .extract(Message.mail(subject, null, html))
                    .found();
            // Then
            assertThat(found).isInstanceOf(Extraction.Nothing.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Press the button to log in. It is valid for 15 minutes.</p><a href='LINK'>Log in</a>",
                "<p>Bitte hier anmelden. Der Link ist 10 Minuten gültig.</p><a href='LINK'>Anmelden</a>",
                "<a href='LINK'>Sign in to Larkspur</a> <a href='https://t.example/c/OTHER2'>Unsubscribe</a>",
                "<a href='LINK'><img src='https://t.example/b.png' alt='Sign in'></a><p>It works once.</p>",
                "<p>To sign in, follow <a href='LINK'>this link</a>. Did you not request it? Ignore it.</p>",
                "<p>Click below to log in, within 5 minutes until it expires:</p><p>LINK</p>",
                "<a href='LINK'>Confirm your e-mail</a><p>If you did not ask for it, ignore this mail.</p>"
                        + "<a href='https://larkspur.example/help'>Help</a>",
                "<a href='LI\nNK'>Log in</a><p>It expires in 15 minutes.</p>",
            })
    void takesALinkThatCountsClicksByItsPlaceAndWords(String html) {
        // Given
        String link = "https://url42.larkspur.example/ls/click?upn=u001.Qr7tYu2iOp9aSd4fGh6jKl8zXc-2F";
        String mail = html.replace("\n", "\n")
                .replace("LI\nNK", link.replace("click", "cl\nick"))
                .replace("LINK", link)
                .replace("OTHER", "Mn5bVc3xZa1sDf7gHj9kL");
        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Sign in to Larkspur", null, mail))
                .found();
        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, one -> assertThat(one.url()).isEqualTo(link));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            News of the week         | <a href='LINK'>Sign in to read on</a>
            Your order 4711          | <a href='LINK'>Log in to see your order</a><p>Offer valid for 30 minutes.</p>
            Delete your account      | <a href='LINK'>Confirm</a><p>The link expires in 30 minutes.</p>
            Sign in                  | <a href='LINK'>Unsubscribe</a><p>The link expires in 30 minutes.</p>
            Sign in                  | <a href='LINK'>View in browser</a><p>It works once.</p>
            Sign in                  | <a href='LINK'>I didn't try to sign in</a><p>It expires in 30 minutes.</p>
            Jo invites you           | <a href='LINK'>Sign up</a><p>The link expires in 30 minutes.</p>
            Your account is at risk  | <p>It will be suspended.</p><a href='LINK'>Log in now</a><p>Expires in 30 minutes.</p>
            Sign in                  | <a href='LINK'>Log in</a> <a href='LINK9'>Sign in</a><p>Expires in 5 minutes.</p>
            Confirm your subscription | <a href='https://news.a.example/confirm/8sK2mQ9xVb4nZ1c3'>Yes, subscribe me</a>
            Newsletter bestätigen    | <a href='https://news.a.example/confirm/8sK2mQ9xVb4nZ1c3'>Jetzt bestätigen</a>
            """)
    void takesNoLinkThatMayDoSomethingElse(String subject, String html) {
        // Given
        String mail =
                html.replace("LINK", "https://url42.larkspur.example/ls/click?upn=u001.Qr7tYu2iOp9aSd4fGh6jKl8zXc-2F");
        // When
        Found found =
                new CodeExtractor().extract(Message.mail(subject, null, mail)).found();
        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sign in at https://a.example/login whenever you like.",
                "Read https://a.example/articles/SECRET today.",
                "Fjalëkalimi u ndryshua. https://a.example/console?login_hint=jo%40example.com1234567890 Hyr",
                "You have been invited to a team: https://a.example/register?token=SECRET",
                "Register for the webinar: https://a.example/register?mkt=SECRET",
                "https://a.example/track?r=https%3A%2F%2Fb.example%2Flogin%3Ftoken%3DSECRET and more",
                "To stop these mails open https://a.example/unsubscribe?token=SECRET now.",
                "Not you? https://a.example/account/delete/confirm?token=SECRET",
                "Choose https://a.example/login?token=SECRET or https://b.example/login?token=SECRET2",
                "<img src=\"https://a.example/verify/SECRET.png\"> Hello there, dear reader",
                "Everything is fine at https:// and at http://login",
            })
    void abstainsFromEveryOther(String text) {
        assertThat(extract(text)).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void undoesTheEntitiesOfHtml() {
        // Given
        String html = "<p>Hi</p><a href=\"https://a.example/verify?token&#x3D;SECRET&amp;x&#61;1\">Go</a>";

        // When
        Found extraction = new CodeExtractor()
                .extract(Message.mail("", null, html.replace("SECRET", SECRET)))
                .found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Link.class,
                        link -> assertThat(link.url()).isEqualTo("https://a.example/verify?token=" + SECRET + "&x=1"));
    }

    @Test
    void takesTheCodeThatTheLinkCarriesToo() {
        // Given
        String text = "Përdorni 93424312 brenda pesë minutave\nhttps://a.example/otp/verify?code=93424312&id=77";

        // When
        Found extraction = extract(text);

        // Then
        assertThat(extraction).isInstanceOfSatisfying(Extraction.Both.class, both -> {
            assertThat(both.code().value()).isEqualTo("93424312");
        });
    }

    private static Found extract(String text) {
        return new CodeExtractor()
                .extract(Message.text(text.replace("SECRET", SECRET)))
                .found();
    }
}
