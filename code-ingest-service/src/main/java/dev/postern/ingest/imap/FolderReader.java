package dev.postern.ingest.imap;

import dev.postern.ingest.provider.Outcome;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.worker.Alarm;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads one folder: what came while nobody read, and then whatever comes. */
final class FolderReader {
    private static final Logger LOGGER = Logger.getLogger(FolderReader.class);
    // SEARCH knows days without their time zone (RFC 3501, section 6.4.4).
    private static final Duration DAY = Duration.ofDays(1);

    private final Mailbox mailbox;
    private final ImapTools tools;
    private final Setbacks setbacks;
    private final IMAPStore store;
    private final IMAPFolder folder;

    /**
     * How far a folder was read.
     *
     * @param validity of the numbers of its mails: with another one they mean other mails (RFC 3501, section 2.3.1.1)
     * @param last the highest number that was read
     */
    record Position(long validity, long last) {}

    private Position position = new Position(-1, 0);
    private boolean begun;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final AtomicBoolean removed = new AtomicBoolean();

    FolderReader(Mailbox mailbox, ImapTools tools, Setbacks setbacks, IMAPStore store, String name)
            throws MessagingException, MailboxTrouble.Failure {
        this.mailbox = mailbox;
        this.tools = tools;
        this.setbacks = setbacks;
        this.store = store;
        this.folder = (IMAPFolder) store.getFolder(name);
        try {
            folder.open(mailbox.after().changes() ? Folder.READ_WRITE : Folder.READ_ONLY);
        } catch (FolderNotFoundException e) {
            throw new MailboxTrouble.Failure(MailboxTrouble.NO_SUCH_FOLDER);
        }
        // What is told just before the waiting begins does not end it.
        folder.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                wake();
            }

            @Override
            public void messagesRemoved(MessageCountEvent event) {
                removed.set(true);
            }
        });
    }

    /**
     * Takes what came since a time, unless it was read before.
     *
     * @param before where an earlier connection ended; null when there was none
     */
    void begin(@Nullable Position before, Instant since) throws MessagingException, MailboxTrouble.Failure {
        long validity = folder.getUIDValidity();
        setbacks.of(validity);
        if (before != null && before.validity() == validity) {
            position = before;
            begun = true;
            takeNew(since);
            return;
        }
        long next = folder.getUIDNext();
        position = new Position(validity, 0);
        Message[] found = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since.minus(DAY))));
        takeAll(found, since);
        position = new Position(validity, Math.max(position.last(), next - 1));
        begun = true;
        takeNew(since);
    }

    /** Takes whatever is beyond the position. */
    void takeNew(Instant since) throws MessagingException, MailboxTrouble.Failure {
        if (removed.compareAndSet(true, false)) {
            openAgain();
        }
        int count;
        do {
            count = folder.getMessageCount();
            // The last one is always among them, however low its number.
            boolean anyTaken = takeAll(folder.getMessagesByUID(position.last() + 1, UIDFolder.LASTUID), since);
            tryAgain(since, anyTaken);
            // One that came meanwhile would be told of no more.
        } while (folder.getMessageCount() > count);
    }

    /** Some servers tell of removed and of new mails in an order that leaves another count here than there. */
    private void openAgain() throws MessagingException {
        int mode = folder.getMode();
        folder.close(false);
        folder.open(mode);
        if (folder.getUIDValidity() != position.validity()) {
            throw new MessagingException("The numbers of the mails have changed");
        }
    }

    /**
     * Waits until the server tells of something, some time is over, or the connection ends.
     *
     * @param alarm ends the waiting
     */
    void idle(Alarm alarm, Duration atMost) throws MessagingException {
        // One at a time: each waiting would leave another one behind.
        if (waking.compareAndSet(false, true)) {
            alarm.after(atMost, "mailbox-wake", () -> {
                waking.set(false);
                wake();
            });
        }
        folder.idle(true);
    }

    /** Whether the server tells of new mails (RFC 2177). */
    boolean canIdle() throws MessagingException {
        return store.hasCapability("IDLE");
    }

    /** Ends the waiting. Any command does. */
    private void wake() {
        try {
            int _ = folder.getMessageCount();
        } catch (MessagingException | IllegalStateException e) {
            // The connection has ended, which ends the waiting too.
        }
    }

    /** How far it was read; null before what came while nobody read was read to its end. */
    @Nullable Position position() {
        return begun ? position : null;
    }

    /** Takes what is beyond the position; true when any was taken. */
    private boolean takeAll(@Nullable Message @Nullable [] found, Instant since)
            throws MessagingException, MailboxTrouble.Failure {
        boolean anyTaken = false;
        @Nullable Numbered doubtful = null;
        for (Numbered each : numbered(found)) {
            switch (attempt(each, since)) {
                case DONE -> {
                    if (doubtful != null) {
                        // The other one could be taken, so it was not the broker.
                        setBack(doubtful.uid());
                        doubtful = null;
                    }
                    anyTaken = true;
                    position = new Position(position.validity(), each.uid());
                }
                case FAILED -> setBack(each.uid());
                case NOT_NOW -> {
                    if (doubtful != null) {
                        throw new MailboxTrouble.Failure(MailboxTrouble.NOT_TAKEN);
                    }
                    doubtful = each;
                }
            }
        }
        if (doubtful != null) {
            throw new MailboxTrouble.Failure(MailboxTrouble.NOT_TAKEN);
        }
        return anyTaken;
    }

    /** What failed before comes after all others, so that it does not hold them up. */
    private void tryAgain(Instant since, boolean othersTaken) throws MessagingException, MailboxTrouble.Failure {
        for (long uid : setbacks.pending()) {
            Message message = folder.getMessageByUID(uid);
            if (message == null || message.isExpunged()) {
                setbacks.forget(uid);
                continue;
            }
            switch (attempt(new Numbered(uid, (IMAPMessage) message), since)) {
                case DONE -> setbacks.forget(uid);
                case FAILED -> setBack(uid);
                case NOT_NOW -> {
                    if (othersTaken) {
                        setBack(uid);
                    }
                }
            }
        }
    }

    private void setBack(long uid) {
        if (setbacks.failed(uid)) {
            tools.states().putAside(mailbox.channel());
        }
    }

    /** The mails of these that were not read yet, in their order. */
    private List<Numbered> numbered(@Nullable Message @Nullable [] found) throws MessagingException {
        if (found == null) {
            return List.of();
        }
        Message[] there = Arrays.stream(found)
                .flatMap(Stream::ofNullable)
                .filter(message -> !message.isExpunged())
                .toArray(Message[]::new);
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        folder.fetch(there, profile);
        return Arrays.stream(there)
                .flatMap(message -> number(message).stream())
                .filter(each -> each.uid() > position.last() && !setbacks.knows(each.uid()))
                .sorted(Comparator.comparingLong(Numbered::uid))
                .toList();
    }

    /** How an attempt at a mail ended. */
    private enum Attempt {
        /** It was taken, or there is nothing to take. */
        DONE,
        /** Postern failed at it, and may fail again. */
        FAILED,
        /** It cannot be taken now; others most likely neither. */
        NOT_NOW
    }

    private Attempt attempt(Numbered each, Instant since) throws MessagingException, MailboxTrouble.Failure {
        try {
            return takeOne(each.message(), since) ? Attempt.DONE : Attempt.NOT_NOW;
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError e) {
            if (!folder.isOpen()) {
                // Perhaps it is this mail that breaks the connection each time.
                setBack(each.uid());
                throw new MessagingException(
                        "The connection has ended",
                        e instanceof Exception cause ? cause : new IllegalStateException(e));
            }
            LOGGER.warnf(
                    "A mail could not be taken channelId=%s problem=%s",
                    mailbox.channel().channelId(), FailureTrace.of(e));
            return Attempt.FAILED;
        }
    }

    private record Numbered(long uid, IMAPMessage message) {}

    private Optional<Numbered> number(Message message) {
        try {
            return Optional.of(new Numbered(folder.getUID(message), (IMAPMessage) message));
        } catch (MessagingException e) {
            // Removed since.
            return Optional.empty();
        }
    }

    /** False when it cannot be taken now. */
    private boolean takeOne(IMAPMessage message, Instant since)
            throws IOException, MessagingException, MailboxTrouble.Failure {
        try {
            Date received = message.getReceivedDate();
            // The server's dates have no parts of a second.
            if (received == null || received.toInstant().isBefore(since.truncatedTo(ChronoUnit.SECONDS))) {
                return true;
            }
            Outcome outcome;
            try (InputStream raw = message.getMimeStream()) {
                outcome = tools.intake().take(raw, mailbox, received.toInstant());
            }
            return switch (outcome) {
                case TAKEN, NOTHING_TO_TAKE -> {
                    finish(message);
                    yield true;
                }
                // Reading it again does not help.
                case TOO_LARGE, NOT_UNDERSTOOD, NOT_AUTHENTIC -> true;
                case TOO_MANY, UNAVAILABLE -> false;
                case UNKNOWN_CHANNEL -> throw new MailboxTrouble.Failure(MailboxTrouble.NOT_TAKEN);
            };
        } catch (MessageRemovedException e) {
            // Somebody was quicker: there is nothing to take.
            return true;
        } catch (IOException e) {
            if (!message.isExpunged()) {
                throw e;
            }
            return true;
        }
    }

    private void finish(IMAPMessage message) throws MessagingException {
        if (mailbox.after().markSeen()) {
            message.setFlag(Flags.Flag.SEEN, true);
        }
        if (mailbox.after().moveTo().isPresent()) {
            move(message, store.getFolder(mailbox.after().moveTo().get()));
        }
    }

    private void move(IMAPMessage message, Folder target) throws MessagingException {
        if (!target.exists()) {
            boolean _ = target.create(Folder.HOLDS_MESSAGES);
        }
        Message[] one = {message};
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(one, target);
        } else {
            folder.copyMessages(one, target);
            message.setFlag(Flags.Flag.DELETED, true);
            folder.expunge(one);
        }
    }
}
