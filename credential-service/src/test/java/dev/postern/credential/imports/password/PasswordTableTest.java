package dev.postern.credential.imports.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.imports.Reading;
import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PasswordTableTest {
    private static final String SEED = "JBSWY3DPEHPK3PXP";
    private final Reading reading = new Reading(new PasswordTable());

    @Test
    void chromeAndFirefoxComeOver() {
        assertThat(reading.entries(Format.CHROME, """
                        name,url,username,password,note
                        example.com,https://example.com/login,me,"p,a""s
                        s",
                        ,android://x@com.app/,you,secret,a note
                        """))
                .extracting(Reading::line)
                .containsExactly("example.com|me|p,a\"s\ns||https://example.com/login", "you|you|secret||");
        assertThat(reading.entries(Format.FIREFOX, """
                "url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"
                "https://example.com","me","pass",,"https://example.com","{0}","1","2","3"
                "https://realm.example","me","pass","The realm","","{1}","1","2","3\""""))
                .extracting(Reading::line, Reading::notKept)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"example.com|me|pass||https://example.com\", [\"formactionorigin\"])",
                        "(\"realm.example|me|pass||https://realm.example\", [\"httprealm\"])");
    }

    @Test
    void lastPassComesOverWithItsKeysAndWithoutItsNotes() {
        // When
        List<Entry> entries = reading.entries(Format.LASTPASS, """
                url,username,password,totp,extra,name,grouping,fav
                https://example.com,me,pass,%s,"a
                note",Example,Work\\Dev,1
                http://sn,,,,"NoteType:Server
                Password:x",A note,,0
                """.formatted(SEED));
        // Then
        assertThat(entries)
                .extracting(Reading::line)
                .containsExactly("Example|me|pass|" + SEED + "|https://example.com", "A note|OTHER_KIND");
        assertThat(Reading.notKept(entries.getFirst())).containsExactly("extra", "grouping");
    }

    @Test
    void bitwardensTableComesOver() {
        assertThat(reading.entries(Format.BITWARDEN, """
                        folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
                        Work,1,login,Example,,"f: v",0,"https://example.com,https://www.example.com",me,pass,%s
                        ,,note,A note,text,,0,,,,
                        """.formatted(SEED)))
                .extracting(Reading::line, Reading::notKept)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"Example|me|pass|" + SEED + "|https://example.com\", [\"url\", \"folder\", \"fields\"])",
                        "(\"A note|OTHER_KIND\", [])");
    }

    @Test
    void onePasswordsAndKeePassXcsTablesComeOver() {
        assertThat(reading.entries(Format.ONE_PASSWORD, """
                        "Title","Url","Username","Password","OTPAuth","Favorite","Archived","Tags","Notes"
                        "Example","https://example.com","me","pass","otpauth://totp/x?secret=%s","false","false","t",""
                        """.formatted(SEED)))
                .extracting(Reading::line)
                .containsExactly("Example|me|pass|otpauth://totp/x?secret=" + SEED + "|https://example.com");
        assertThat(reading.entries(Format.KEEPASSXC, """
                        "Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"
                        "Root/Web","Example","me","pass","example.com","","otpauth://totp/x?secret=%s&period=60","0","2024-01-01T00:00:00Z",""
                        "Root","Only a name","","","","","","0","",""
                        """.formatted(SEED)))
                .extracting(Reading::line)
                .containsExactly(
                        "Example|me|pass|otpauth://totp/x?secret=" + SEED + "&period=60|https://example.com",
                        "Only a name|EMPTY");
    }

    @Test
    void anyTableWithAHeadingComesOverWhateverItsSeparatorAndItsOrder() {
        assertThat(reading.entries(
                        Format.CSV,
                        "\uFEFF Password ;E-Mail;Email;Website\r\npass;x;me@example.com;example.com\r\n"
                                .replace("\uFEFF", "")))
                .extracting(Reading::line, Reading::notKept)
                .extracting(Object::toString)
                .containsExactly("(\"example.com|me@example.com|pass||https://example.com\", [\"e-mail\"])");
        assertThat(reading.entries(Format.CSV, "account\ttotp\nA\t" + SEED))
                .extracting(Reading::line)
                .containsExactly("A|||" + SEED + "|");
    }

    @Test
    void aBadRowLosesNoOther() {
        assertThat(reading.entries(Format.CHROME, """
                        name,url,username,password
                        one,https://one.example,a,p
                        two,https://two.example
                        three,https://three.example,c,p,more
                        four,not a url at all,d,p

                        five,https://five.example,e,"p
                        """))
                .extracting(Reading::line)
                .containsExactly(
                        "one|a|p||https://one.example",
                        "two|UNREADABLE",
                        "three|UNREADABLE",
                        "four|d|p||",
                        "Imported login|UNREADABLE");
    }

    @Test
    void aQuoteInTheWrongPlaceLosesItsOwnRowAlone() {
        for (String broken : List.of("bad,https://bad.example,u,\"p\"x", "bad,https://bad.example,u,\"p")) {
            for (String end : List.of("\n", "\r\n", "\n\n")) {
                for (int at = 0; at <= 3; at++) {
                    // Given
                    List<String> rows = new ArrayList<>(List.of("one,,u,p", "two,,u,\"a\nb\"", "three,,u,p"));
                    rows.add(at, broken);
                    // When
                    List<Entry> entries = reading.entries(
                            Format.CHROME, "name,url,username,password" + end + String.join(end, rows) + end);
                    // Then
                    assertThat(entries)
                            .extracting(Entry::name)
                            .as(broken + at)
                            .contains("one", "two", "three", "Imported login");
                }
            }
        }
    }

    @Test
    void aTableOfBrokenRowsIsGivenUpAndSaysSo() {
        assertThat(reading.entries(
                                Format.CHROME,
                                "name,url,username,password\n" + "a,b,c,\"d\n".repeat(5_000) + "x,,u,p\n")
                        .size())
                .isLessThan(100);
    }

    /** Of each column of a table, what stands there comes over, or it is told that it does not. */
    @Test
    void noCellIsLostInSilence() {
        for (String heading : List.of(
                "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp,archivedDate",
                "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes",
                "Group,Title,Username,Password,URL,Notes,TOTP,Icon,Last Modified,Created",
                "Account,Login Name,Password,Web Site,Comments",
                "url,username,password,totp,extra,name,grouping,fav",
                "name,url,username,password,note",
                "url,username,password,httpRealm,formActionOrigin,guid,timeCreated,timeLastUsed,timePasswordChanged",
                "Title,URL,Username,Password,Notes,OTPAuth",
                "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault",
                "username,username2,username3,title,password,note,url,category,otpUrl",
                "Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2",
                "name,url,url,username,password,password")) {
            String[] columns = heading.split(",", -1);
            for (int i = 0; i < columns.length; i++) {
                if (Columns.OF_THE_APPLICATION.contains(columns[i].toLowerCase(Locale.ROOT))) {
                    continue;
                }
                // Given
                String[] cells = new String[columns.length];
                for (int j = 0; j < columns.length; j++) {
                    cells[j] = columns[j].toLowerCase(Locale.ROOT).endsWith("password") ? "pass" : "";
                }
                cells[i] = "canary.example";
                // When
                Entry entry = new PasswordTableEntries(heading + "\r\n" + String.join(",", cells) + "\r\n").only();
                // Then
                assertThat(Reading.line(entry).contains("canary.example")
                                || !entry.notices().isEmpty()
                                || entry instanceof Entry.Unusable)
                        .as(columns[i] + " of " + heading)
                        .isTrue();
            }
        }
    }

    private record PasswordTableEntries(String text) {
        Entry only() {
            PasswordTable table = new PasswordTable();
            Content content = Content.of(text);
            assertThat(table.recognise(content)).isNotEmpty();
            try {
                return table.read(content, null).entries().getFirst();
            } catch (UnreadableExport unreadable) {
                throw new AssertionError(unreadable);
            }
        }
    }

    @Test
    void theWebAddressIsKeptWhereverItStandsAmongOthers() {
        for (String cell : List.of(
                "https://a.example",
                "\"androidapp://x.y,https://a.example\"",
                "\"https://a.example, https://b.example\"")) {
            assertThat(reading.entries(Format.CHROME, "name,url,username,password\nA," + cell + ",u,p\n"))
                    .extracting(Reading::line)
                    .containsExactly("A|u|p||https://a.example");
        }
    }

    @Test
    void aPasswordInAnAddressIsNotKeptInTheOpen() {
        // When
        Entry entry = reading.entries(
                        Format.CHROME, "name,url,username,password\nA,https://me:hidden@a.example/x@y,u,p\n")
                .getFirst();
        // Then
        assertThat(Reading.line(entry)).isEqualTo("A|u|p||https://a.example/x@y");
        assertThat(Reading.notKept(entry)).containsExactly("url");
    }

    @Test
    void kindsOfEntriesAndWhatSpreadsheetsAddAreUnderstood() {
        assertThat(reading.entries(Format.CSV, """
            name,url,username,password,type
            A,,u,p,password
            B,,u,p,Login
            C,,,x,credit_card
            """))
                .extracting(Reading::line)
                .containsExactly("A|u|p||", "B|u|p||", "C|OTHER_KIND");
        assertThat(reading.entries(Format.CHROME, "sep=;\r\nname;url;username;password\r\nA;;u;p\r\n"))
                .extracting(Reading::line)
                .containsExactly("A|u|p||");
        assertThat(reading.entries(Format.CSV, "name,url,username,password,\nA,,u,p,\nB,,u,p\nC,,u,p,,\nD,,u,p,more\n"))
                .extracting(Reading::line)
                .containsExactly("A|u|p||", "B|u|p||", "C|u|p||", "D|u|p||");
    }

    @Test
    void aBadKeyLosesNoPassword() {
        // When
        Entry entry = reading.entries(Format.LASTPASS, """
                        url,username,password,totp,extra,name,grouping,fav
                        https://example.com,me,pass,not a key!,,Example,,0
                        """).getFirst();
        // Then
        assertThat(Reading.line(entry)).isEqualTo("Example|me|pass||https://example.com");
        assertThat(entry.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.field()).isEqualTo("authenticator key");
            assertThat(notice.message()).startsWith("It is not kept.").doesNotContain("not a key!");
        });
    }

    @Test
    void whatHasNoHeadingIsNoTable() {
        for (String text : List.of("", "\"", "a,b,c", "me,pass\nyou,pass", "{\"password\":1,\"b\":2}", "password")) {
            assertThat(new PasswordTable().recognise(Content.of(text))).as(text).isEmpty();
        }
    }
}
