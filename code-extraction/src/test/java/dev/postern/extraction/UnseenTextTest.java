package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail may hold text that its reader never sees. A code in it is bait, or an old one. */
class UnseenTextTest {
    private static final String BAIT = "Your code is 111999.";
    private static final String SEEN = "<p>Your Larkspur code is <b>482913</b></p>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='position:absolute; left:-5000px'>BAIT</p>",
                "<p style='position: fixed; top: -99em'>BAIT</p>",
                "<p style='position:relative;right:9999px'>BAIT</p>",
                "<p style='text-indent:-999px'>BAIT</p>",
                "<p style='margin-left:-9999px'>BAIT</p>",
                "<p style='margin:-2000px 0 0'>BAIT</p>",
                "<p style='transform: translateX(-100vw)'>BAIT</p>",
                "<p style='transform:scale(0)'>BAIT</p>",
                "<p style='-webkit-transform: scale(1, 0.0)'>BAIT</p>",
                "<p style='color:rgba(255, 255, 255, 0)'>BAIT</p>",
                "<p style='color:rgb(0 0 0 / 0%)'>BAIT</p>",
                "<p style='color:#33333300'>BAIT</p>",
                "<p style='color:hsla(0,0%,0%,0)'>BAIT</p>",
                "<p style='color:white'>BAIT</p>",
                "<p style='color:#FFF'>BAIT</p>",
                "<p><font color='#fefefe'>BAIT</font></p>",
                "<table bgcolor='navy' style='background-color:#123456'><tr><td><span style='color:#123456'>BAIT</span></td></tr></table>",
                "<table bgcolor='#f0f0f0'><tr><td><p><font color='f0f0f0'>BAIT</font></p></td></tr></table>",
                "<div style='background:#0a0a0a'><div style='color:rgb(10, 10, 10)'><p>BAIT</p></div></div>",
                "<style>.bait{color:#fff}</style><p class='x bait'>BAIT</p>",
                "<style>p.bait, #other { display : none }</style><p class=bait>BAIT</p>",
                "<style>@import 'a.css';/* {} */ #bait{visibility:hidden}</style><p id=bait>BAIT</p>",
                "<p style='font-size:1px'>BAIT</p>",
                "<p style='font-size:.05em'>BAIT</p>",
                "<p style='font:0/0 Arial'>BAIT</p>",
                "<p style='opacity:.01'>BAIT</p>",
                "<p style='filter: alpha(opacity=0)'>BAIT</p>",
                "<p style='height:0; overflow:hidden'>BAIT</p>",
                "<p style='width:1px;height:1px;overflow:hidden;position:absolute'>BAIT</p>",
                "<p style='position:absolute;clip:rect(0 0 0 0)'>BAIT</p>",
                "<p style='clip-path: inset(50%)'>BAIT</p>",
                "<p style='clip-path:circle(0)'>BAIT</p>",
                "<p style='zoom:0'>BAIT</p>",
                "<p style='content-visibility:hidden'>BAIT</p>",
                "<dialog>BAIT</dialog>",
            })
    void isNotRead(String unseen) {
        // Given
        Message message = Message.mail("Larkspur", null, unseen.replace("BAIT", BAIT) + SEEN);
        // When // Then
        assertThat(code(message)).isEqualTo("482913");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<table><tr><td bgcolor='#004488'><font color='#ffffff'>SEEN</font></td></tr></table>",
                "<div style='background:#111'><p style='color:white'>SEEN</p></div>",
                "<div style='background:url(a.png) #fff'><p style='color:white'>SEEN</p></div>",
                "<table background='a.png'><tr><td style='color:#fff'>SEEN</td></tr></table>",
                "<style>.hero td{background:#222}</style><table class=hero><tr><td style='color:#fff'>SEEN</td></tr></table>",
                "<style>.dark{background-color:black}</style><div class=dark style='color:#fff'>SEEN</div>",
                "<p style='position:absolute;left:-20px'>SEEN</p>",
                "<p style='left:-9999px'>SEEN</p>",
                "<p style='margin:0 auto;text-indent:-1em'>SEEN</p>",
                "<p style='height:0'>SEEN</p>",
                "<p style='transform:scale(0.9)'>SEEN</p>",
                "<div style='font-size:0'><span style='font-size:16px'>SEEN</span></div>",
                "<p style='color:transparent;background-clip:text;background:linear-gradient(red,blue)'>SEEN</p>",
                "<style>a:hover{color:#fff}.x{color:#000}</style><p class=x>SEEN</p>",
                "<style>@media print{.x{display:none}}</style><p class=x>SEEN</p>",
            })
    void isReadWhereItIsSeen(String seen) {
        // Given
        Message message = Message.mail("Larkspur", null, seen.replace("SEEN", SEEN));
        // When // Then
        assertThat(code(message)).isEqualTo("482913");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Verification code<b>482913</b></p>",
                "<p><b>482913</b>This code expires in 10 minutes.</p>",
                "<p>Use <strong>482913</strong>to sign in.</p>",
                "<p><span>Your code is</span><b>4</b><b>8</b><b>2</b><b>9</b><b>1</b><b>3</b><i>Keep it secret</i></p>",
                "<p>Your code is <b>482</b><b>913</b></p>",
                "<p>Your code</p><a href='https://larkspur.example' style='display:inline-block'>482913</a>Keep it secret.",
                "<p>Your code:</p><div><div>4</div><div>8</div><div>2</div><div>9</div><div>1</div><div>3</div></div>",
                "<p>Your code:</p><div style='display:inline-block'>482</div><div style='display:inline-block'>913</div>",
                "<p>Your code:</p><ul><li>4</li><li>8</li><li>2</li><li>9</li><li>1</li><li>3</li></ul>",
                "<p>Ваш код<b>482913</b>Никому не сообщайте</p>",
            })
    void keepsACodeApartFromTheWordsAroundItsElement(String html) {
        assertThat(code(Message.mail("Larkspur", null, html))).isEqualTo("482913");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Your code is <b>K</b><b>9</b><b>X</b><b>4</b><b>B</b><b>2</b></p>",
                "<p>Your code is <b>K9X</b><b>4B2</b></p>",
                "<p><b>K9X4B2</b>is your code</p>",
                "<p>Your code is<b>K9X4B2</b>.</p>",
            })
    void keepsALetteredCodeWhole(String html) {
        assertThat(code(Message.mail("Larkspur", null, html))).isEqualTo("K9X4B2");
    }

    private static String code(Message message) {
        return new CodeExtractor().extract(message).found() instanceof Extraction.Code code ? code.value() : "-";
    }
}
