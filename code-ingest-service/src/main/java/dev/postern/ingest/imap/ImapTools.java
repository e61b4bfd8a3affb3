package dev.postern.ingest.imap;

import dev.postern.platform.address.AddressRules;
import dev.postern.platform.worker.Alarm;
import java.time.Clock;
import java.time.Duration;

/**
 * What the readers of all mailboxes share.
 *
 * @param intake takes mails in
 * @param states is told how it goes
 * @param rules which addresses may be called
 * @param tokens makes access tokens
 * @param alarm ends waits
 * @param clock tells what is too old
 * @param lookEvery how often a folder is looked at whose server tells nothing
 * @param lookBack how far back a mailbox is read at first
 * @param pauseAfterRefusal how long a server is left alone that refused the sign-in
 */
record ImapTools(
        MailboxIntake intake,
        MailboxStates states,
        AddressRules rules,
        AccessTokens tokens,
        Alarm alarm,
        Clock clock,
        Duration lookEvery,
        Duration lookBack,
        Duration pauseAfterRefusal) {}
