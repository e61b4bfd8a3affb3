package dev.postern.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system below the store that fails at one write, confirmation or cut of a file, counted from one. It knows which writes the
 * disk has confirmed, so that a power failure can be played. Public for the store alone.
 */
public final class FaultyDisk extends FilePathWrapper {
    static final String SCHEME = "faulty:";
    /** The exit code of a process that ended so. */
    static final int HALTED = 42;

    private static final int SECTOR = 512;

    /** What happens at the point. */
    enum Fault {
        /** The disk refuses this once, half of a write being there. */
        REFUSES_ONCE,
        /** Nothing more reaches the disk. */
        DIES,
        /** The process ends at once, half of a write being there. */
        HALTS
    }

    private static FaultyDisk current = new FaultyDisk();

    private int operations;
    private int point = Integer.MAX_VALUE;
    private Fault fault = Fault.REFUSES_ONCE;
    private final Map<Path, Known> files = new HashMap<>();

    /** What the disk has confirmed of a file, and what was written since. */
    private static final class Known {
        private byte[] confirmed = {};
        private final List<Write> open = new ArrayList<>();
    }

    /** A write that the disk has not confirmed; null bytes cut the file there. */
    private static final class Write {
        private final long position;
        private final byte[] bytes;

        Write(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    /** For the store, which makes one for each path. */
    public FaultyDisk() {}

    /** A disk that works until the point is reached. */
    static FaultyDisk failingAt(int point, Fault fault) {
        current = new FaultyDisk();
        current.point = point;
        current.fault = fault;
        FilePath.register(current);
        return current;
    }

    /** From now on nothing reaches the disk. */
    void dieNow() {
        point = operations + 1;
        fault = Fault.DIES;
    }

    /** Whether the point was reached. */
    boolean hasFailed() {
        return operations >= point;
    }

    /** Leaves the file as a power failure may: any part of what was not confirmed is there. */
    void loseUnconfirmed(Path file, Random random) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Known known = known(file);
        Files.write(file, known.confirmed);
        try (FileChannel channel = FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            for (Write write : known.open) {
                if (random.nextBoolean()) {
                    continue;
                }
                if (write.bytes == null) {
                    channel.truncate(write.position);
                } else {
                    int sectors = write.bytes.length / SECTOR + 1;
                    int length = random.nextBoolean()
                            ? write.bytes.length
                            : Math.min(write.bytes.length, random.nextInt(sectors) * SECTOR);
                    channel.write(ByteBuffer.wrap(write.bytes, 0, length), write.position);
                }
            }
        }
    }

    /** What is known of a file, also of one that has got another's name. */
    private Known known(Path path) {
        files.keySet().stream()
                .filter(other -> !Files.exists(other))
                .findFirst()
                .ifPresent(renamed -> files.put(path, files.remove(renamed)));
        return files.computeIfAbsent(path, _ -> new Known());
    }

    /** Something that the process does besides writing, at which it can end, too. */
    static void step() {
        if (++current.operations == current.point && current.fault == Fault.HALTS) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private boolean mayGoOn() throws IOException {
        operations++;
        if (operations < point || (fault == Fault.REFUSES_ONCE && operations > point)) {
            return true;
        }
        if (operations > point) {
            throw new IOException("The disk is gone");
        }
        return false;
    }

    /** The confirmation of a folder, which can fail like that of a file. */
    void forceFolder(Path folder) throws IOException {
        if (!mayGoOn()) {
            haltIfAsked();
            throw new IOException("Input/output error");
        }
        ForcedFolder.ON_DISK.force(folder);
    }

    private void haltIfAsked() {
        if (fault == Fault.HALTS) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode), Path.of(getBase().toString()), current);
    }

    private static final class Channel extends FileBaseDefault {
        private final FileChannel base;
        private final Path path;
        private final FaultyDisk disk;
        private final Known known;

        Channel(FileChannel base, Path path, FaultyDisk disk) throws IOException {
            this.base = base;
            this.path = path;
            this.disk = disk;
            this.known = base.size() == 0 ? new Known() : disk.known(path);
            disk.files.put(path, known);
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return base.read(to, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.duplicate().get(bytes);
            known.open.add(new Write(position, bytes));
            if (!disk.mayGoOn()) {
                base.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2), position);
                disk.haltIfAsked();
                throw new IOException("No space left on device");
            }
            return base.write(from, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            known.open.add(new Write(size, null));
            if (!disk.mayGoOn()) {
                disk.haltIfAsked();
                throw new IOException("No space left on device");
            }
            base.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (!disk.mayGoOn()) {
                disk.haltIfAsked();
                throw new IOException("Input/output error");
            }
            known.confirmed = Files.readAllBytes(path);
            known.open.clear();
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
