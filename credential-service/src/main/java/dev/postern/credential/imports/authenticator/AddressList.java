package dev.postern.credential.imports.authenticator;

import dev.postern.credential.imports.entry.Content;
import dev.postern.credential.imports.entry.Draft;
import dev.postern.credential.imports.entry.Entries;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Export;
import dev.postern.credential.imports.entry.ExportReader;
import dev.postern.credential.imports.entry.Format;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import dev.postern.credential.pasted.AccountExport;
import dev.postern.credential.pasted.KeyFault;
import dev.postern.credential.pasted.KeyReading;
import dev.postern.credential.pasted.ScannedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of keys, one a line: what Ente, Aegis and others write as plain text, and what QR codes hold. A line may be a page of
 * Google Authenticator's export. Blank lines and lines that begin with # are passed over.
 */
public final class AddressList implements ExportReader {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:^|.*[^a-z0-9])(?:[a-z]{1,20}-)?(?:otp-?auth(?:-migration)?:|steam://).*");
    private static final String ENTE = "codedisplay=";
    private static final String PAGE = "otpauth-migration";

    @Override
    public List<Format> recognise(Content content) {
        String first = content.text()
                .lines()
                .filter(AddressList::isMeant)
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (!content.json().isMissingNode() || !ADDRESS.matcher(first).matches()) {
            return List.of();
        }
        if (first.contains(PAGE)) {
            return List.of(Format.GOOGLE_AUTHENTICATOR, Format.OTPAUTH);
        }
        return first.contains(ENTE)
                ? List.of(Format.ENTE, Format.OTPAUTH)
                : List.of(Format.OTPAUTH, Format.AEGIS, Format.ENTE, Format.GOOGLE_AUTHENTICATOR, Format.TWO_FAS);
    }

    @Override
    public Export read(Content content, @Nullable String password) throws UnreadableExport {
        return read(content.text()
                .lines()
                .filter(AddressList::isMeant)
                .limit(Export.MOST_ENTRIES + 1L)
                .toList());
    }

    /** The entries of texts that each are one address or one page. */
    public static Export read(Collection<String> texts) throws UnreadableExport {
        Export.check(texts.size());
        Entries entries = new Entries();
        List<Export.Page> pages = new ArrayList<>();
        for (String text : texts) {
            Optional<KeyReading<AccountExport.Page>> page = AccountExport.page(text);
            if (page.isPresent()) {
                addPage(page.get(), entries, pages);
            } else {
                entries.add(entry(text));
            }
        }
        return new Export(entries.all(), pages);
    }

    private static boolean isMeant(String line) {
        return !line.isBlank() && !line.stripLeading().startsWith("#");
    }

    private static void addPage(KeyReading<AccountExport.Page> reading, Entries entries, List<Export.Page> pages)
            throws UnreadableExport {
        switch (reading) {
            case KeyReading.Understood<AccountExport.Page>(AccountExport.Page page) -> {
                pages.add(new Export.Page(page.batch(), page.number(), page.of()));
                for (AccountExport.Account account : page.accounts()) {
                    entries.add(entry(account));
                }
            }
            case KeyReading.Refused<AccountExport.Page> _ ->
                entries.add(new Draft()
                        .unusable(Reason.UNREADABLE, "It is a page of an export that is damaged or cut off."));
        }
    }

    private static Entry entry(AccountExport.Account account) {
        String issuer = Objects.requireNonNullElse(account.issuer(), "");
        int colon = account.name().indexOf(':');
        Draft draft = new Draft()
                .issuer(issuer.isBlank() && colon > 0 ? account.name().substring(0, colon) : issuer)
                .username(account.name().substring(colon + 1).strip());
        return switch (account.key()) {
            case KeyReading.Understood<String>(String key) -> draft.key(key).entry();
            case KeyReading.Refused<String>(KeyFault fault) -> draft.unusable(Reason.UNUSABLE_KEY, fault.words());
        };
    }

    private static Entry entry(String line) {
        if (AddressParameters.isDeleted(line)) {
            return new Draft().name(AddressParameters.label(line)).deleted();
        }
        Draft draft = new Draft().notices(AddressParameters.notKept(line));
        return switch (ScannedText.of(line)) {
            case ScannedText.Key key ->
                draft.issuer(Objects.requireNonNullElse(key.issuer(), ""))
                        .username(Objects.requireNonNullElse(key.account(), ""))
                        .key(key.key())
                        .entry();
            case ScannedText.Unusable(KeyFault fault, boolean _) ->
                draft.name(AddressParameters.label(line)).unusable(Reason.UNUSABLE_KEY, fault.words());
            case ScannedText.Other() -> draft.unusable(Reason.UNREADABLE, "The line is no address of a key.");
        };
    }
}
