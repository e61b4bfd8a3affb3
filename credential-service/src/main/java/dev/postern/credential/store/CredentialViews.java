package dev.postern.credential.store;

import dev.postern.credential.body.BrowserSettings;
import dev.postern.credential.body.TotpType;
import dev.postern.credential.body.VaultType;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Shows rows. */
@ApplicationScoped
class CredentialViews {
    private final SealedRow sealed;

    CredentialViews(SealedRow sealed) {
        this.sealed = sealed;
    }

    CredentialView of(CredentialRow row) {
        BrowserSettings browser = BrowserSettings.ofJson(row.browserSettings);
        return new CredentialView(
                row.credentialId,
                details(row),
                row.type,
                row.name,
                (row.revealable ? VaultType.CUSTOM : VaultType.SKYVERN).wireName(),
                browser.browserProfileId(),
                browser.autoProfileDisabled(),
                browser.pinSavedSessionIp(),
                browser.testedUrl(),
                browser.userContext(),
                browser.saveBrowserSessionIntent(),
                browser.runSequentially(),
                row.folderId,
                browser.proxyLocation(),
                browser.proxySessionId());
    }

    private CredentialView.Details details(CredentialRow row) {
        return switch (row.type) {
            case PASSWORD ->
                new CredentialView.Login(
                        orElse(row.username, row.credentialId),
                        row.totpType == null ? TotpType.NONE : row.totpType,
                        sealed.identifier(row.organizationId, row.credentialId, row.totpIdentifier));
            case CREDIT_CARD ->
                new CredentialView.Card(orElse(row.cardLastFour, "****"), orElse(row.cardBrand, "Card Brand"));
            case SECRET -> new CredentialView.Text(row.secretLabel);
        };
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
