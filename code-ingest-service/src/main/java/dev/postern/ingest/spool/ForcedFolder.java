package dev.postern.ingest.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Has the disk confirm which files a folder holds. Without this a power failure may undo that a file was made or got a name. */
@FunctionalInterface
interface ForcedFolder {
    /** The disk that is there. */
    ForcedFolder ON_DISK = folder -> {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    };

    /** Returns once the disk has confirmed it. */
    void force(Path folder) throws IOException;
}
