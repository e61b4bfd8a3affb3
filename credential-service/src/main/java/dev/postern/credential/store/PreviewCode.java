package dev.postern.credential.store;

import dev.postern.credential.body.AuthenticatorKeyRefused;
import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.TotpType;
import dev.postern.credential.totp.Authenticator;
import dev.postern.credential.totp.TotpCode;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Shows the present code to a person. A preview leases no step, so a run may get this code too. */
@ApplicationScoped
class PreviewCode {
    private final CredentialRows rows;
    private final SealedRow sealed;
    private final Outbox outbox;
    private final Clock clock;

    PreviewCode(CredentialRows rows, SealedRow sealed, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.sealed = sealed;
        this.outbox = outbox;
        this.clock = clock;
    }

    record Preview(TotpCode code, long secondsRemaining) {}

    @Transactional
    Preview preview(Caller caller, String credentialId) {
        CredentialRow row = rows.own(caller.organizationId(), credentialId)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Credential not found"));
        if (row.type != CredentialType.PASSWORD || row.totpType != TotpType.AUTHENTICATOR) {
            throw Problem.of(ProblemType.BAD_REQUEST, "Credential does not use an authenticator");
        }
        Authenticator authenticator = sealed.secrets(row.organizationId, row.credentialId, row.secrets)
                .authenticatorKey()
                .orElseThrow(AuthenticatorKeyRefused::stored)
                .authenticator();
        Instant now = clock.instant();
        long step = authenticator.stepAt(now);
        outbox.append(
                AuditRecorded.of(row.organizationId, caller.apiKeyId(), "totp-code.previewed", row.credentialId, now));
        return new Preview(
                authenticator.codeAt(step), authenticator.startOf(step + 1).getEpochSecond() - now.getEpochSecond());
    }
}
