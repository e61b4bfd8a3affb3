package dev.postern.extraction.link;

import dev.postern.extraction.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the words in an address say about where it leads. */
final class AddressWords {
    private static final Set<String> LETS_IN = Set.of(
            "acceder",
            "accedere",
            "accedi",
            "acceso",
            "accesso",
            "acesso",
            "activacion",
            "activar",
            "activare",
            "activate",
            "activation",
            "activeaza",
            "activer",
            "activeren",
            "aktivace",
            "aktivacia",
            "aktivacija",
            "aktivacja",
            "aktivalas",
            "aktivasi",
            "aktiver",
            "aktivera",
            "aktiveren",
            "aktivering",
            "aktivieren",
            "aktivierung",
            "aktiviraj",
            "aktivoi",
            "aktivovat",
            "aktywacja",
            "aktywuj",
            "anmelden",
            "anmeldung",
            "ativacao",
            "ativar",
            "attiva",
            "attivazione",
            "autenticacao",
            "autenticacion",
            "autenticar",
            "autentificare",
            "auth",
            "authenticate",
            "authentification",
            "authorize",
            "bekraeft",
            "bekraefta",
            "bekrafta",
            "bekreft",
            "belepes",
            "bestaetigen",
            "bestaetigung",
            "bestatigen",
            "bestatigung",
            "bevestig",
            "bevestigen",
            "bevestiging",
            "callback",
            "conectar",
            "conferma",
            "confirm",
            "confirmacao",
            "confirmacion",
            "confirmar",
            "confirmare",
            "confirmation",
            "confirme",
            "confirmer",
            "connexion",
            "dangnhap",
            "dogrula",
            "dogrulama",
            "einloggen",
            "emailverification",
            "entrar",
            "freischalten",
            "giris",
            "identification",
            "iniciarsesion",
            "inloggen",
            "inloggning",
            "kichhoat",
            "kirjaudu",
            "konfirmasi",
            "logga",
            "login",
            "loginlink",
            "logon",
            "logowanie",
            "magic",
            "magiclink",
            "masuk",
            "megerosites",
            "oauth2",
            "onayla",
            "onetime",
            "otp",
            "oturum",
            "passwordless",
            "passwordreset",
            "podtverdit",
            "podtverzhdenie",
            "potvrdi",
            "potvrdit",
            "potvrzeni",
            "potwierdz",
            "potwierdzenie",
            "prihlaseni",
            "prihlasenie",
            "prijava",
            "recover",
            "recovery",
            "reset",
            "signin",
            "signinlink",
            "signup",
            "vahvista",
            "valida",
            "validacao",
            "validacion",
            "validate",
            "validation",
            "valider",
            "verifica",
            "verificacao",
            "verificacion",
            "verificar",
            "verification",
            "verifier",
            "verifiera",
            "verifieren",
            "verifikasi",
            "verifisering",
            "verifizieren",
            "verifizierung",
            "verify",
            "vhod",
            "voiti",
            "xacnhan",
            "xacthuc",
            "zaloguj");
    private static final Set<String> DOES_SOMETHING_ELSE = Set.of(
            "abuse",
            "cancel",
            "close",
            "deactivate",
            "decline",
            "delete",
            "deletion",
            "deny",
            "disavow",
            "dispute",
            "erase",
            "invalidate",
            "invitation",
            "invite",
            "notme",
            "optout",
            "pixel",
            "preferences",
            "reject",
            "remove",
            "report",
            "revert",
            "revoke",
            "rollback",
            "spam",
            "survey",
            "terminate",
            "undo",
            "unsub",
            "unsubscribe",
            "unsubscribed",
            "viewinbrowser",
            "webview",
            "webversion");
    /** A path with one of these shows an order or the like; a parameter may name a page to see afterwards. */
    private static final Set<String> IS_OF_SOMETHING_ELSE = Set.of(
            "article",
            "articles",
            "blog",
            "booking",
            "bookings",
            "cart",
            "checkout",
            "faq",
            "imprint",
            "invoice",
            "invoices",
            "legal",
            "order",
            "orders",
            "parcel",
            "payment",
            "payments",
            "privacy",
            "receipt",
            "receipts",
            "reservation",
            "reservations",
            "shipment",
            "support",
            "terms",
            "tracking");
    /** These let in only beside a value called a token or the like, since people register for events, too. */
    private static final Set<String> ENROLS = Set.of("enroll", "enrollment", "register", "registration");

    /** Amazon SES counts clicks by addresses that begin so and show their target. */
    private static final String COUNTED = "/L0/http";

    private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+");
    /** Inside "ConfirmEmail". */
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private static final Pattern RESETS = Pattern.compile("(?i)reset|recover");

    private AddressWords() {}

    /** Whether a path says that it lets its reader in. */
    static boolean letIn(String path) {
        String previous = "";
        for (String word : in(path)) {
            if (LETS_IN.contains(word)
                    || (previous.equals("sign") && (word.equals("in") || word.equals("up")))
                    || (previous.equals("log") && word.equals("in"))) {
                return true;
            }
            previous = word;
        }
        return false;
    }

    static boolean enrol(String path) {
        return in(path).stream().anyMatch(ENROLS::contains);
    }

    static boolean reset(String path) {
        return RESETS.matcher(path).find();
    }

    /** Whether the address stands for itself: it wraps no other address and serves no other purpose. */
    static boolean isPlain(String url) {
        int path = pathStart(url);
        return url.toLowerCase(Locale.ROOT).indexOf("http", 4) < 0 && isHarmless(url, path);
    }

    /** Whether the address stands for itself, or counts a click on one whose words are harmless. */
    static boolean isPlainOrCounted(String url) {
        int path = pathStart(url);
        return url.startsWith(COUNTED, path) ? isHarmless(url, path) : isPlain(url);
    }

    private static boolean isHarmless(String url, int path) {
        if (path == url.length()) {
            return false;
        }
        int query = url.indexOf('?', path);
        return in(url.substring(path)).stream().noneMatch(DOES_SOMETHING_ELSE::contains)
                && in(url.substring(path, query < 0 ? url.length() : query)).stream()
                        .noneMatch(IS_OF_SOMETHING_ELSE::contains);
    }

    /** The words of a path in lower case. A part with a digit in it is no word. */
    static List<String> in(String path) {
        List<String> words = new ArrayList<>();
        for (String part : WORDS.split(path, -1)) {
            words.add(part.toLowerCase(Locale.ROOT));
            // "ResetPassword" lets in only where something else says so too.
            if (part.chars().allMatch(c -> Characters.asciiLetter((char) c))
                    && !RESETS.matcher(part).find()) {
                String[] humps = HUMPS.split(part, -1);
                for (int i = 0; humps.length > 1 && i < humps.length; i++) {
                    words.add(humps[i].toLowerCase(Locale.ROOT));
                }
            }
        }
        return words;
    }

    static int pathStart(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url.length() : path;
    }
}
