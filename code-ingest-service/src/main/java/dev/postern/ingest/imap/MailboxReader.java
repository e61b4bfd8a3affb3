package dev.postern.ingest.imap;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mailbox until it is stopped, a virtual thread for each folder. It connects again after a failure, after longer and longer
 * pauses. A server that refuses the sign-in is not asked again for a long while, since it may lock the account.
 */
final class MailboxReader {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Mailbox mailbox;
    private final ImapTools tools;
    private final Map<String, FolderReader.Position> positions = new ConcurrentHashMap<>();
    private final Map<String, Setbacks> setbacks = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("mailbox").unstarted(this::run);
    private volatile @Nullable MailboxConnection connection;

    MailboxReader(Mailbox mailbox, ImapTools tools) {
        this.mailbox = mailbox;
        this.tools = tools;
    }

    /** Begins. */
    MailboxReader start() {
        thread.start();
        return this;
    }

    /** Whether its thread runs. Nothing that a server sends ends it; one that has ended reads nothing any more. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends for good, and cuts the connection. Returns at once. */
    void stop() {
        stopped.countDown();
        MailboxConnection open = connection;
        if (open != null) {
            open.close();
        }
        tools.states().forgotten(mailbox.channel());
    }

    /** Whether this is still how the mailbox is described. */
    boolean reads(Mailbox other) {
        return mailbox.equals(other);
    }

    private void run() {
        int failures = 0;
        while (goesOn()) {
            long begun = System.nanoTime();
            MailboxTrouble trouble = readUntilItFails();
            if (!goesOn()) {
                return;
            }
            tools.states().failed(mailbox.channel(), trouble);
            boolean lasted = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
            failures = lasted ? 1 : failures + 1;
            pause(pauseAfter(trouble, failures));
        }
    }

    private MailboxTrouble readUntilItFails() {
        try (MailboxConnection open = MailboxConnection.open(
                mailbox, tools.rules(), tools.tokens(), 3 * tools.lookEvery().toMillis())) {
            connection = open;
            if (!goesOn()) {
                return MailboxTrouble.BROKEN_OFF;
            }
            return readFolders(open);
        } catch (MailboxTrouble.Failure e) {
            return e.trouble();
        } catch (Throwable e) {
            // Whatever a server makes the library do, be it a stack that overflows: the mailbox is read again later.
            return MailboxTrouble.BROKEN_OFF;
        }
    }

    /** Reads all folders at once until the first of them fails. */
    private MailboxTrouble readFolders(MailboxConnection open) {
        CompletableFuture<MailboxTrouble> first = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(mailbox.folders().size());
        for (String folder : mailbox.folders()) {
            Thread.ofVirtual().name("mailbox-folder").start(() -> {
                first.complete(readFolder(open, folder, begun));
                open.close();
            });
        }
        Thread.ofVirtual().name("mailbox-begun").start(() -> tellOnce(begun));
        return first.join();
    }

    /** The mailbox counts as read once all folders were read to their end. */
    private void tellOnce(CountDownLatch begun) {
        try {
            if (begun.await(LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS) && goesOn()) {
                tools.states().connected(mailbox.channel());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MailboxTrouble readFolder(MailboxConnection open, String name, CountDownLatch begun) {
        FolderReader folder = null;
        try {
            folder = new FolderReader(
                    mailbox,
                    tools,
                    setbacks.computeIfAbsent(name, _ -> new Setbacks(tools.clock(), tools.putAsideAfter())),
                    open.store(),
                    name);
            folder.begin(positions.get(name), since());
            begun.countDown();
            while (goesOn()) {
                await(folder);
                folder.takeNew(since());
            }
            return MailboxTrouble.BROKEN_OFF;
        } catch (MailboxTrouble.Failure e) {
            return e.trouble();
        } catch (MessagingException | RuntimeException e) {
            return MailboxConnection.trouble(e);
        } catch (Throwable e) {
            // Not only exceptions: a folder that ended without a word would leave its mailbox waiting for ever.
            return MailboxTrouble.BROKEN_OFF;
        } finally {
            FolderReader.Position position = folder == null ? null : folder.position();
            if (position != null) {
                positions.put(name, position);
            }
        }
    }

    /** Waits for news; a server that tells none is asked every so often. */
    private void await(FolderReader folder) throws MessagingException {
        if (folder.canIdle()) {
            folder.idle(tools.alarm(), tools.lookEvery());
        } else {
            pause(tools.lookEvery());
        }
    }

    /** Older mails are not read: they were taken before, or the channel was not there yet. */
    private Instant since() {
        Instant back = tools.clock().instant().minus(tools.lookBack());
        Instant made = mailbox.channel().createdAt();
        return made.isAfter(back) ? made : back;
    }

    private Duration pauseAfter(MailboxTrouble trouble, int failures) {
        return switch (trouble) {
            case SIGN_IN_REFUSED, ADDRESS_NOT_ALLOWED, NO_SUCH_FOLDER -> tools.pauseAfterRefusal();
            case OUT_OF_REACH, TLS_FAILED, BROKEN_OFF, NOT_TAKEN -> {
                long millis = FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10);
                long most = Math.min(millis, LONGEST_PAUSE.toMillis());
                // Many mailboxes at one server must not come back all at once.
                yield Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
            }
        };
    }

    private boolean goesOn() {
        return stopped.getCount() > 0;
    }

    private void pause(Duration time) {
        try {
            boolean _ = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
