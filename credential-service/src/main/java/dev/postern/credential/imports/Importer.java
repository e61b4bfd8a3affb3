package dev.postern.credential.imports;

import dev.postern.credential.body.BrowserChange;
import dev.postern.credential.body.BrowserSettings;
import dev.postern.credential.body.CredentialBody;
import dev.postern.credential.body.CredentialContent;
import dev.postern.credential.body.TotpType;
import dev.postern.credential.imports.ImportView.Kind;
import dev.postern.credential.imports.ImportView.NoticeView;
import dev.postern.credential.imports.ImportView.Outcome;
import dev.postern.credential.imports.ImportView.ResultView;
import dev.postern.credential.imports.entry.Entry;
import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.credential.store.CredentialChanges;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores what was read, an entry at a time and each in a transaction of its own, or says what storing it would do. */
@ApplicationScoped
class Importer {
    private static final String FULL = "The organisation, or the API key, keeps as many credentials as it may.";

    private final CredentialChanges changes;
    private final Quota quota;

    Importer(CredentialChanges changes, Quota quota) {
        this.changes = changes;
        this.quota = quota;
    }

    /** Deals with the entries that the body asks for. */
    ImportView run(Caller caller, ImportDesk.Read read) {
        ImportBody body = read.body();
        List<ReadSources.Numbered> entries = read.read().entries();
        long end = Math.min(entries.size(), body.first() - 1 + body.most());
        Work work = new Work(caller, body.dryRun() ? new Room(quota.room(caller, Thing.CREDENTIALS)) : null);
        Twins twins = new Twins();
        List<ResultView> results = new ArrayList<>();
        for (ReadSources.Numbered entry : entries) {
            Optional<Long> earlier = entry.entry() instanceof Entry.Login login
                    ? twins.earlier(entry.number(), login)
                    : Optional.empty();
            boolean before = entry.number() < body.first();
            // A dry run counts what the calls before would have stored, since it was not.
            if (entry.number() > end || (before && !work.countsBefore(entries.size()))) {
                continue;
            }
            ResultView result = work.result(entry, earlier);
            if (!before) {
                results.add(result);
            }
        }
        return new ImportView(
                body.dryRun(),
                entries.size(),
                end < entries.size() ? end + 1 : null,
                read.read().sources(),
                results,
                NoticeView.of(read.read().missing()));
    }

    /** How many credentials a dry run may still tell of. */
    private static final class Room {
        private long left;

        Room(long left) {
            this.left = left;
        }
    }

    private final class Work {
        private final Caller caller;
        private final @Nullable Room room;

        Work(Caller caller, @Nullable Room room) {
            this.caller = caller;
            this.room = room;
        }

        boolean countsBefore(int entries) {
            return room != null && room.left < entries;
        }

        ResultView result(ReadSources.Numbered numbered, Optional<Long> earlier) {
            return switch (numbered.entry()) {
                case Entry.Unusable unusable ->
                    view(numbered, Outcome.FAILED, null, unusable.reason(), unusable.message());
                case Entry.Login login ->
                    earlier.isPresent()
                            ? view(
                                    numbered,
                                    Outcome.DUPLICATE,
                                    null,
                                    null,
                                    "It is entry " + earlier.get() + " of this import once more.")
                            : stored(numbered, credential(login));
            };
        }

        private ResultView stored(ReadSources.Numbered numbered, CredentialBody credential) {
            if (room != null) {
                return told(numbered, credential, room);
            }
            try {
                CredentialChanges.Kept kept = changes.keep(caller, credential);
                return kept.isNew()
                        ? view(numbered, Outcome.CREATED, kept.credentialId(), null, null)
                        : duplicate(numbered, kept.credentialId());
            } catch (Problem refused) {
                if (refused.type() != ProblemType.TOO_MANY_REQUESTS) {
                    throw refused;
                }
                return view(numbered, Outcome.FAILED, null, Reason.QUOTA, FULL);
            }
        }

        private ResultView told(ReadSources.Numbered numbered, CredentialBody credential, Room left) {
            Optional<String> twin = changes.twin(caller.organizationId(), credential);
            if (twin.isPresent()) {
                return duplicate(numbered, twin.get());
            }
            if (left.left == 0) {
                return view(numbered, Outcome.FAILED, null, Reason.QUOTA, FULL);
            }
            left.left--;
            return view(numbered, Outcome.WOULD_CREATE, null, null, null);
        }
    }

    private static ResultView duplicate(ReadSources.Numbered numbered, String credentialId) {
        return view(numbered, Outcome.DUPLICATE, credentialId, null, "It is stored already.");
    }

    private static ResultView view(
            ReadSources.Numbered numbered,
            Outcome outcome,
            @Nullable String credentialId,
            @Nullable Reason reason,
            @Nullable String message) {
        Entry entry = numbered.entry();
        return new ResultView(
                numbered.number(),
                numbered.source(),
                entry.name(),
                entry.username(),
                kinds(entry),
                outcome,
                credentialId,
                reason,
                message,
                NoticeView.of(entry.notices()));
    }

    private static List<Kind> kinds(Entry entry) {
        List<Kind> kinds = new ArrayList<>();
        if (entry instanceof Entry.Login login) {
            if (!login.password().isEmpty()) {
                kinds.add(Kind.PASSWORD);
            }
            if (login.totp() != null) {
                kinds.add(Kind.AUTHENTICATOR);
            }
            if (login.hotp() != null) {
                kinds.add(Kind.COUNTER);
            }
        }
        return kinds;
    }

    /** The entry as a credential. The address is kept where clients keep the one they tried: it says whose codes fit. */
    private static CredentialBody credential(Entry.Login login) {
        BrowserSettings settings = new BrowserSettings(null, false, false, login.url(), null, false, false, null, null);
        return new CredentialBody(
                login.name(),
                new CredentialContent.Login(
                        login.username(),
                        login.password(),
                        login.totp(),
                        login.totp() == null ? TotpType.NONE : TotpType.AUTHENTICATOR,
                        null,
                        null,
                        login.hotp()),
                null,
                Set.of(),
                new BrowserChange(login.url() == null ? Set.of() : Set.of("tested_url"), settings));
    }
}
