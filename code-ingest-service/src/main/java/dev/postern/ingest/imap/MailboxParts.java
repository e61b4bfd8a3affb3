package dev.postern.ingest.imap;

import dev.postern.platform.address.AddressRules;
import dev.postern.platform.worker.Alarm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Puts together what readers of mailboxes share. */
@ApplicationScoped
class MailboxParts {
    private final ImapTools.Intake intake;
    private final MailboxStates states;
    private final AccessTokens tokens;
    private final Clock clock;

    MailboxParts(ImapTools.Intake intake, MailboxStates states, AccessTokens tokens, Clock clock) {
        this.intake = intake;
        this.states = states;
        this.tokens = tokens;
        this.clock = clock;
    }

    ImapTools tools(ImapSettings settings, AddressRules rules, Alarm alarm) {
        return new ImapTools(
                intake,
                states,
                rules,
                tokens,
                alarm,
                clock,
                settings.lookEvery(),
                settings.lookBack(),
                settings.pauseAfterRefusal(),
                settings.putAsideAfter());
    }
}
