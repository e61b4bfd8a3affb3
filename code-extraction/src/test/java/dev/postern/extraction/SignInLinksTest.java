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
            https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Flogin%3Ftoken%3DSECRET&data=05%7C01 | https://a.example/login?token=SECRET
            https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_login-3Ftoken-3DSECRET&d=DwMF | https://a.example/login?token=SECRET
            https://urldefense.com/v3/__https://a.example/login?token=SECRET__;!!AbCdEf | https://a.example/login?token=SECRET
            https://urldefense.com/v3/__https://a.example/login?token=SECRET*x__;Iw!!AbCdEf | https://a.example/login?token=SECRET#x
            """)
    void unwrapsWhatMailFiltersWrapped(String wrapped, String url) {
        assertThat(extract("Sign in: " + wrapped + " Thank you"))
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url.replace("SECRET", SECRET)));
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
            assertThat(both.code().evidence().rule()).isEqualTo("code-in-link");
        });
    }

    private static Found extract(String text) {
        return new CodeExtractor()
                .extract(Message.text(text.replace("SECRET", SECRET)))
                .found();
    }
}
