package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender counts clicks on each link of a mail, so each of them carries a secret. */
class LinkAmongOthersTest {
    private static final String COUNTED = "https://click.larkspur.example/ls/?upn=Zk3vQ81mT5xR7yWq";
    private static final List<String> FOOTER = List.of("Help", "Datenschutz", "Condiciones", "Помощь", "利用規約");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Resetowanie hasła                  | Otrzymaliśmy prośbę o zmianę hasła.           | Ustaw nowe hasło
        Reset your password                | Somebody asked for a new password.            | Choose a new password
        Passwort zurücksetzen              | Sie haben ein neues Passwort angefordert.     | Neues Passwort
        Welcome to Larkspur, one more step | We just need to verify your email address.    | Verify my email
        Set your password | An account was made for you. | Set password
        Approve your new device | You are signing in on a tablet in Leeds. | Approve device
        Continue your registration | You have begun to register. | Continue registration
        Nieuw wachtwoord aanvragen | Je hebt een nieuw wachtwoord aangevraagd. | Nieuw wachtwoord kiezen
        Восстановление доступа | Если это были не вы, ничего не делайте. | Задать новый пароль
        パスワードの再発行 | お手続きはこちら。 | 再発行する
        Erősítse meg e-mail címét          | Kérjük, erősítse meg e-mail címét.            | E-mail cím megerősítése
        """)
    void takesTheButtonAndNeitherTheLogoNorTheFooter(String subject, String body, String button) {
        assertThat(found(subject, body, button))
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(COUNTED + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Новый вход в аккаунт                         | Вход выполнен с нового устройства.                       | Это не я
        新しいデバイスからのログイン                        | 新しいデバイスからログインがありました。                            | 心当たりがない場合
        New sign-in to your account                  | We noticed a new sign-in. If it was you, ignore this.    | Secure my account
        Nuevo inicio de sesión en tu cuenta          | Si has sido tú, ignora este mensaje.                     | No fui yo
        密码已修改 | 您的密码已成功修改。 | 查看账号
        Hasło zostało zmienione | Twoje hasło zostało zmienione. | Przejdź do konta
        Ny inloggning på ditt konto | Var det du? Då behöver du inte göra något. | Säkra kontot
        New login from Firefox | If this wasn't you, secure your account now. | Secure account
        Ihr Konto: neue Anmeldung | Falls Sie das nicht waren, ändern Sie Ihr Passwort. | Passwort ändern
        Order confirmation                           | Thank you for your order.                                | View your order
        """)
    void takesNoButtonOfANotice(String subject, String body, String button) {
        assertThat(found(subject, body, button)).isInstanceOf(Extraction.Nothing.class);
    }

    /** Their addresses say "login", "verify" or "auth", and a secret stands in them, but their words are for those who did not ask. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Your password was changed     | If this was you, there is nothing to do.     | This wasn't me           | recover?token=
        Did you just sign in?         | New sign-in from Chrome, Porto.              | No, it wasn't me         | verify/deny-
        Neue Anmeldung bei Larkspur   | Waren Sie das nicht?                         | Konto sichern            | login?token=
        Alerte de sécurité            | Ce n'était pas vous ?                        | Changer de mot de passe  | connexion?token=
        ¿Fuiste tú?                   | Detectamos un inicio de sesión nuevo.        | No fui yo                | verificar?token=
        Новый вход в аккаунт          | Вход из Казани. Это были не вы?              | Сменить пароль           | auth?token=
        Your email address was changed | It is now x@larkspur.example.               | Undo this change         | auth?token=
        Your password has been reset  | You have reset your password.                | Log in                   | login?token=
        Confirm deletion              | Click to confirm.                            | Confirm                  | confirm?token=
        Confirm your email            | Thanks for subscribing to our newsletter.    | Confirm email            | verify?token=
        """)
    void takesNoLinkForThoseWhoDidNotAsk(String subject, String body, String button, String path) {
        // Given
        String html =
                "<p>" + body + "</p><a href='https://larkspur.example/" + path + "Zk3vQ81mT5xR7yWq'>" + button + "</a>";

        // When
        Found found =
                new CodeExtractor().extract(Message.mail(subject, null, html)).found();

        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void takesTheButtonThatApprovesAndNotTheOneThatDenies() {
        // Given
        String html = "<p>Please confirm it's you to go on logging in.</p>"
                + "<a href='https://larkspur.example/approve?t=Zk3vQ81m'>Yes, it's me</a> "
                + "<a href='https://larkspur.example/no?t=Zk3vQ81m'>No, secure my account</a>";

        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Confirm it's you", null, html))
                .found();

        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).endsWith("/approve?t=Zk3vQ81m"));
    }

    @Test
    void takesNoPageOfHelpThatIsNamedInWords() {
        // Given
        String text = "Sign in to Larkspur:\n\n" + COUNTED + "\n\nThis link can be used once.\n\n"
                + "Trouble signing in? https://larkspur.example/guide/login-trouble-1001";

        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Sign in to Larkspur", text, null))
                .found();

        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(COUNTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Forgotten password  | To set a new one, go to URL1\\n\\nTo unsubscribe: URL2
        Mot de passe oublié | Pour en choisir un autre, rendez-vous sur :\\nURL1\\n\\nCe lien est valable 24 h.\\n\\nSupprimer mon compte :\\nURL2
        Login               | Open this where you want to sign in:\\n\\nURL1
        Aktivierung Ihres Kontos | Um Ihr Konto zu aktivieren, rufen Sie bitte die folgende Adresse auf:\\nURL1
        """)
    void takesTheAddressThatItsLineSaysToOpen(String subject, String text) {
        // Given
        String written = text.replace("\\n", "\n").replace("URL1", COUNTED + 1).replace("URL2", COUNTED + 2);

        // When
        Found found = new CodeExtractor()
                .extract(Message.mail(subject, written, null))
                .found();

        // Then
        assertThat(found)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(COUNTED + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>click here (URL) to remove yourself</p>",
                "<p>click <a href='URL'>here</a> to remove yourself</p>"
            })
    void takesNoLinkThatTheWordsBehindItSayRemoves(String line) {
        // Given
        String html = "<p>Meet new people today</p>" + line.replace("URL", COUNTED);

        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Join today", null, html))
                .found();

        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void takesNoLinkIntoAnOrder() {
        // Given
        String text = "To see it, sign in: https://larkspur.example/orders/604417/authenticate?key=Zk3vQ81mT5xR7yWq";

        // When
        Found found = new CodeExtractor()
                .extract(Message.mail("Your order", text, null))
                .found();

        // Then
        assertThat(found).isInstanceOf(Extraction.Nothing.class);
    }

    private static Found found(String subject, String body, String button) {
        StringBuilder html = new StringBuilder("<a href='" + COUNTED + "0'><img src='l.png' alt='Larkspur'></a><p>"
                + body + "</p><a href='" + COUNTED + "1'>" + button + "</a><p>© Larkspur</p>");
        for (int i = 0; i < FOOTER.size(); i++) {
            html.append("<a href='" + COUNTED)
                    .append(i + 2)
                    .append("'>")
                    .append(FOOTER.get(i))
                    .append("</a> ");
        }
        return new CodeExtractor()
                .extract(Message.mail(subject, null, html.toString()))
                .found();
    }
}
