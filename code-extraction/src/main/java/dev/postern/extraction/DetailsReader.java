package dev.postern.extraction;

import dev.postern.extraction.Details.Kind;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a message says besides its code. Looks at each word once. */
final class DetailsReader {
    private static final int LONGEST_WORD = 24;
    private static final int LONGEST_SERVICE = 24;
    private static final int MOST_DIGITS = 3;
    private static final int LONGEST_VALIDITY_DAYS = 7;

    private static final Set<String> SECONDS =
            Vocabulary.words("second seconds sec secs sekunden segundos secondes secondi секунд saniye detik");
    private static final Set<String> MINUTES = Vocabulary.words("""
            minute minutes min mins minuten minutos minuti минут минуты минуту мин dakika minuut minuter minutter minuta
            minut minuty menit phút minuuttia perc
            """);
    private static final Set<String> HOURS = Vocabulary.words(
            "hour hours hr hrs stunde stunden hora horas heure heures ora ore час часа часов saat jam uur");
    private static final Set<String> DAYS =
            Vocabulary.words("day days tag tage día días jour jours giorno giorni дней дня");

    private static final Set<String> LIMITS = Vocabulary.words("""
            valid validity expire expires expiring expiration within gültig gilt läuft válido válida caduca vence valable valide
            expirera expire valido scade действителен действует истекает geçerli ważny geldig berlaku giltig gyldig until bis
            hasta fino до good
            """);
    private static final String[] LIMITS_UNSPACED = {"有效", "内", "內", "有効", "유효"};

    private static final Map<Kind, Set<String>> PURPOSES = new EnumMap<>(Map.of(
            Kind.TRANSACTION,
            Vocabulary.words("""
                    transaction payment pay purchase transfer authorize authorise überweisung zahlung auftrag transferencia pago
                    compra paiement virement achat pagamento bonifico перевод платеж оплата tan mtan smstan pushtan
                    """),
            Kind.PAIRING,
            Vocabulary.words("pair pairing paired koppeln kopplung emparejar jumeler enrolment enrollment"),
            Kind.RECOVERY,
            Vocabulary.words("""
                    reset recover recovery zurücksetzen zurückzusetzen restablecer restablecimiento réinitialiser réinitialisation
                    reimpostare redefinir сброс восстановления
                    """),
            Kind.LOGIN,
            Vocabulary.words("""
                    login log signin sign verify verification authenticate authentication confirm confirmation otp 2fa anmelden
                    anmeldung bestätigen bestätigung iniciar verificación verificar connexion vérification accesso verifica
                    verificação вход входа подтверждения giriş doğrulama
                    """)));

    private final RenderedText text;
    private final Sentences sentences;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    private @Nullable Duration validFor;
    private @Nullable LocalTime validUntil;

    DetailsReader(RenderedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
    }

    Details read() {
        for (int sentence = 0; sentence < sentences.count(); sentence++) {
            readSentence(sentences.start(sentence), sentences.end(sentence));
        }
        return new Details(validFor, validUntil, boundDomain(), service(), kind());
    }

    /** The rarest first: a payment's message speaks of confirming too. */
    private Kind kind() {
        for (Kind kind : new Kind[] {Kind.PAIRING, Kind.TRANSACTION, Kind.RECOVERY, Kind.LOGIN}) {
            if (kinds.contains(kind)) {
                return kind;
            }
        }
        return Kind.UNKNOWN;
    }

    private void readSentence(int start, int end) {
        boolean limited = false;
        Duration span = null;
        LocalTime time = null;
        int number = -1;
        int i = start;
        while (i < end) {
            char c = text.at(i);
            if (Characters.digit(c)) {
                int stop = i;
                while (Characters.digit(text.at(stop))) {
                    stop++;
                }
                number = stop - i <= MOST_DIGITS ? Integer.parseInt(text.part(i, stop)) : -1;
                time = time == null ? timeAt(i, stop) : time;
                i = stop;
            } else if (Characters.word(c)) {
                int stop = i;
                while (stop < end && Characters.word(text.at(stop))) {
                    stop++;
                }
                String word = stop - i > LONGEST_WORD ? "" : text.part(i, stop);
                limited |= LIMITS.contains(word);
                span = span == null && number > 0 ? span(number, word) : span;
                note(word);
                number = -1;
                i = stop;
            } else {
                limited |= startsWithAny(LIMITS_UNSPACED, i);
                boolean minutes = text.has("分", i) || text.has("분", i);
                span = span == null && number > 0 && minutes ? Duration.ofMinutes(number) : span;
                i++;
            }
        }
        if (limited && span != null && validFor == null && span.toDays() <= LONGEST_VALIDITY_DAYS) {
            validFor = span;
        }
        if (limited && time != null && validUntil == null) {
            validUntil = time;
        }
    }

    private void note(String word) {
        PURPOSES.forEach((kind, words) -> {
            if (words.contains(word)) {
                kinds.add(kind);
            }
        });
    }

    private static @Nullable Duration span(int number, String unit) {
        if (MINUTES.contains(unit)) {
            return Duration.ofMinutes(number);
        }
        if (SECONDS.contains(unit)) {
            return Duration.ofSeconds(number);
        }
        if (HOURS.contains(unit)) {
            return Duration.ofHours(number);
        }
        return DAYS.contains(unit) ? Duration.ofDays(number) : null;
    }

    /** 14:35. */
    private @Nullable LocalTime timeAt(int start, int end) {
        boolean written = end - start <= 2
                && text.at(end) == ':'
                && Characters.digit(text.at(end + 1))
                && Characters.digit(text.at(end + 2))
                && !Characters.digit(text.at(end + 3));
        if (!written) {
            return null;
        }
        int hour = Integer.parseInt(text.part(start, end));
        int minute = Integer.parseInt(text.part(end + 1, end + 3));
        return hour < 24 && minute < 60 ? LocalTime.of(hour, minute) : null;
    }

    /** {@code @example.com #123456} on the last line. */
    private @Nullable String boundDomain() {
        int last = sentences.count() - 1;
        for (int sentence = last; sentence >= Math.max(0, last - 1); sentence--) {
            int start = sentences.start(sentence);
            int end = sentences.end(sentence);
            int hash = start;
            while (hash < end && text.at(hash) != '#') {
                hash++;
            }
            if (hash < end && text.at(start) == '@' && text.at(hash - 1) == ' ') {
                String host = text.part(start + 1, hash - 1);
                return host.matches("[a-z0-9.:-]{4,253}") ? host : null;
            }
        }
        return null;
    }

    /** "[Acme] …", "【Acme】…" or "Acme: …". */
    private @Nullable String service() {
        if (sentences.count() == 0) {
            return null;
        }
        int start = sentences.start(0);
        char open = text.at(start);
        boolean bracketed = open == '[' || open == '【';
        int from = bracketed ? start + 1 : start;
        int i = from;
        while (i - from <= LONGEST_SERVICE && nameGoesOn(text.at(i), bracketed)) {
            i++;
        }
        boolean closed =
                bracketed ? text.at(i) == ']' || text.at(i) == '】' : text.at(i) == ':' && text.at(i + 1) == ' ';
        if (!closed || i == from || i - from > LONGEST_SERVICE || !Character.isLetter(text.at(from))) {
            return null;
        }
        String name = text.original(from, i).strip();
        return (bracketed || text.capital(from)) && !announces(name) ? name : null;
    }

    private static boolean nameGoesOn(char c, boolean bracketed) {
        return Character.isLetterOrDigit(c) || ".&'-".indexOf(c) >= 0 || (bracketed && c == ' ');
    }

    private static boolean announces(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Vocabulary.KEYWORDS.contains(lower) || Vocabulary.HEADLINES.contains(lower);
    }

    private boolean startsWithAny(String[] words, int i) {
        for (String word : words) {
            if (text.has(word, i)) {
                return true;
            }
        }
        return false;
    }
}
