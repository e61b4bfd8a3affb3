package dev.postern.credential.folder;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes folders. They hold no secret, so their changes have no event. */
@ApplicationScoped
public class Folders {
    private static final String PREFIX = "cfld_";

    private final FolderRows rows;
    private final Quota quota;
    private final Clock clock;
    private final SecureRandom random;

    Folders(FolderRows rows, Quota quota, Clock clock, SecureRandom random) {
        this.rows = rows;
        this.quota = quota;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Notes that a credential is about to be put into a folder, which then is there until the transaction ends.
     *
     * @return false when the organisation has no such folder
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean receive(String organizationId, String folderId) {
        return rows.lock(organizationId, folderId)
                .map(row -> {
                    row.modifiedAt = now();
                    return true;
                })
                .orElse(false);
    }

    @Transactional
    FolderView create(Caller caller, String title, @Nullable String description) {
        quota.oneMore(caller, Thing.CREDENTIAL_FOLDERS);
        FolderRow row = new FolderRow();
        row.folderId = PREFIX + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.madeBy = caller.apiKeyId();
        row.title = title;
        row.description = description;
        row.createdAt = now();
        row.modifiedAt = row.createdAt;
        rows.persist(row);
        return FolderView.of(row, 0);
    }

    @Transactional
    List<FolderView> list(String organizationId, @Nullable String search, PageQuery page) {
        List<FolderRow> found = rows.list(organizationId, search, page);
        Map<String, Long> counts =
                rows.counts(found.stream().map(row -> row.folderId).toList());
        return found.stream()
                .map(row -> FolderView.of(row, counts.getOrDefault(row.folderId, 0L)))
                .toList();
    }

    @Transactional
    FolderView get(String organizationId, String folderId) {
        return rows.own(organizationId, folderId).map(this::view).orElseThrow(() -> unknown(folderId));
    }

    /** Changes what is not null. */
    @Transactional
    FolderView update(String organizationId, String folderId, @Nullable String title, @Nullable String description) {
        FolderRow row = rows.lock(organizationId, folderId).orElseThrow(() -> unknown(folderId));
        row.title = title == null ? row.title : title;
        row.description = description == null ? row.description : description;
        row.modifiedAt = now();
        return view(row);
    }

    /** Deletes the folder; the table's rule takes its credentials out of it. */
    @Transactional
    void delete(String organizationId, String folderId) {
        rows.delete(rows.lock(organizationId, folderId).orElseThrow(() -> unknown(folderId)));
    }

    private FolderView view(FolderRow row) {
        return FolderView.of(row, rows.counts(List.of(row.folderId)).getOrDefault(row.folderId, 0L));
    }

    private static Problem unknown(String folderId) {
        return Problem.of(ProblemType.NOT_FOUND, "Credential folder " + folderId + " not found");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
