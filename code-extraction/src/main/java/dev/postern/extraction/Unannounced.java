package dev.postern.extraction;

import dev.postern.extraction.Candidates.Candidate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of a message that does not call it one: "Use 123456 to sign in", a number on a line of its own under "Please
 * confirm your address", or nothing but the number. Taken only when the message has no other number that could be a code.
 */
final class Unannounced {
    private static final double CONFIDENCE = 0.85;
    /** What people write for any number. */
    private static final Set<String> SEQUENCES = Set.of("1234", "12345", "0000", "1111");

    private static final int LONGEST_SENTENCE = 200;
    private static final int LONGEST_WORD = 24;
    private static final int LONGEST_PREFIX = 3;
    private static final int PREFIXED_LENGTH = 5;

    /** What the code is for. */
    private static final Set<String> PURPOSES = Vocabulary.words("""
            verify verifying verification login signin register registration confirm confirming authenticate authorize
            authorise proceed activate complete finish continue access
            registrieren anmelden bestätigen verifizieren einloggen regístrate registrarte registrar registrarse verificar
            confirmar iniciar registe cadastre inscrire inscrivez vérifier confirmer connecter registrati verifica
            confermare accedi зарегистрируйтесь подтвердите войти входа подтверждения रजिस्टर सत्यापित zaloguj
            potwierdź zarejestruj kaydol doğrula giriş daftar masuk verifikasi
            """);

    private static final String[] PURPOSES_UNSPACED = {
        "注册", "註冊", "登录", "登入", "登録", "验证", "驗證", "认证", "認證", "確認", "인증", "확인", "가입", "로그인", "ลงทะเบียน", "ยืนยัน"
    };

    /** Words right before a number that is to be typed. */
    private static final Set<String> ACTS = Vocabulary.words("""
            use enter type input with insert provide mit usa use utiliza ingresa introduce con com o utilisez saisissez
            avec inserisci digita помощью введите код gebruik voer podaj wpisz użyj dengan
            """);

    /** Words before it that say what else it is. */
    private static final Set<String> LIMITS = Vocabulary.words(
            "valid expires expire expiration gültig válido válida valide durée durata scade действителен");

    private static final String[] LIMITS_UNSPACED = {"有效", "过期", "有効", "유효"};

    private final RenderedText text;
    private final Sentences sentences;

    private Unannounced(RenderedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
    }

    static Extraction find(RenderedText text, Sentences sentences, List<Candidate> candidates) {
        Candidate only = only(candidates);
        String rule = only == null ? null : new Unannounced(text, sentences).rule(only);
        return only == null || rule == null
                ? new Extraction.Nothing(Reason.NO_CANDIDATE)
                : new Extraction.Code(
                        only.value(),
                        new Evidence(rule, CONFIDENCE, text.originOf(only.start()), text.originEnd(only.end())));
    }

    private static @Nullable Candidate only(List<Candidate> candidates) {
        Candidate only = null;
        for (Candidate candidate : candidates) {
            if (only != null && !candidate.value().equals(only.value())) {
                return null;
            }
            only = only == null || candidate.alone() ? candidate : only;
        }
        return only == null || only.common() || SEQUENCES.contains(only.value()) ? null : only;
    }

    private @Nullable String rule(Candidate candidate) {
        int sentence = candidate.sentence();
        if (candidate.alone() && sentences.count() == 1 && text.at(candidate.end()) != '-') {
            return "only-number";
        }
        if (prefixed(candidate)) {
            return "vendor-prefix";
        }
        if (candidate.alone()) {
            // Under another line it is what that line says: a customer's number, as likely as not.
            int beside = sentence == 0 ? 1 : sentence - 1;
            boolean spoken = beside < sentences.count()
                    && (says(beside, PURPOSES, PURPOSES_UNSPACED) || says(beside, LIMITS, LIMITS_UNSPACED));
            return spoken ? "number-alone" : null;
        }
        boolean typed = ACTS.contains(wordBefore(candidate)) || typedUnspaced(candidate);
        return typed && says(sentence, PURPOSES, PURPOSES_UNSPACED) ? "number-to-type" : null;
    }

    /** {@code G-123456} at the beginning: nothing else is written like that. */
    private boolean prefixed(Candidate candidate) {
        int dash = candidate.start() - 1;
        return dash > 0
                && dash <= LONGEST_PREFIX
                && text.at(dash) == '-'
                && candidate.value().length() >= PREFIXED_LENGTH
                && text.capital(dash - 1);
    }

    private boolean typedUnspaced(Candidate candidate) {
        int i = text.at(candidate.start() - 1) == ' ' ? candidate.start() - 2 : candidate.start() - 1;
        int after = text.at(candidate.end()) == ' ' ? candidate.end() + 1 : candidate.end();
        // "商品コード：482913": it has a name already.
        if (text.at(i) == ':') {
            return false;
        }
        return text.at(i) == '用'
                || text.at(i) == '入'
                || text.at(after) == 'を'
                || text.at(after) == '로'
                || text.has("से", after);
    }

    private String wordBefore(Candidate candidate) {
        int end = candidate.start();
        while (end > 0 && candidate.start() - end < 3 && " -\"'".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        int start = wordStart(end);
        if (text.at(candidate.start() - 1) == '-' && end - start <= 3) {
            // A vendor's prefix belongs to the number.
            end = text.at(start - 1) == ' ' ? start - 1 : start;
            start = wordStart(end);
        }
        return text.part(start, end);
    }

    private int wordStart(int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_WORD && Characters.word(text.at(start - 1))) {
            start--;
        }
        return start;
    }

    private boolean says(int sentence, Set<String> words, String[] unspaced) {
        int from = sentences.start(sentence);
        int to = Math.min(sentences.end(sentence), from + LONGEST_SENTENCE);
        int i = from;
        String previous = "";
        while (i < to) {
            char c = text.at(i);
            if (Characters.word(c)) {
                int end = i;
                while (end < to && Characters.word(text.at(end))) {
                    end++;
                }
                String word = end - i > LONGEST_WORD ? "" : text.part(i, end);
                boolean phrase = (previous.equals("sign") || previous.equals("log") || previous.equals("signing"))
                        && (word.equals("in") || word.equals("up"));
                if (words.contains(word) || (phrase && words.contains("login"))) {
                    return true;
                }
                previous = word;
                i = end;
            } else if (Characters.unspaced(c)) {
                for (String candidate : unspaced) {
                    if (text.has(candidate, i)) {
                        return true;
                    }
                }
                i++;
            } else {
                i++;
            }
        }
        return false;
    }
}
