package dev.postern.credential.body;

import dev.postern.credential.paging.PageQuery;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the list.
 *
 * @param page which page, of at most 10 000 credentials
 * @param type null: all
 * @param search null: all
 * @param folderId null: in any folder or in no folder
 * @param revealable those that a Skyvern server keeps here, or those it does not; null: both
 * @param elsewhere whether only another vault's credentials were asked for, which are not here
 */
public record ListQuery(
        PageQuery page,
        @Nullable CredentialType type,
        @Nullable String search,
        @Nullable String folderId,
        @Nullable Boolean revealable,
        boolean elsewhere) {
    private static final Set<VaultType> HERE = Set.of(VaultType.SKYVERN, VaultType.CUSTOM);
    private static final int DEFAULT_PAGE_SIZE = 10;
    // Skyvern has no bound. This one is larger than any real list, and page arithmetic cannot overflow.
    private static final int LARGEST = 10_000;

    public static ListQuery of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        int page = fields.positiveUpTo("page", 1, LARGEST);
        int pageSize = fields.positiveUpTo("page_size", DEFAULT_PAGE_SIZE, LARGEST);
        VaultType vault = fields.optionalChoice("vault_type", VaultType.BY_NAME);
        CredentialType type = fields.optionalChoice("credential_type", CredentialType.BY_NAME);
        String search = fields.optionalString("search", TextLimit.SEARCH);
        String folderId = fields.optionalString("folder_id", TextLimit.ID);
        fields.check();
        Boolean revealable = vault == null ? null : Boolean.valueOf(vault == VaultType.CUSTOM);
        boolean elsewhere = vault != null && !HERE.contains(vault);
        return new ListQuery(new PageQuery(page, pageSize), type, search, folderId, revealable, elsewhere);
    }
}
