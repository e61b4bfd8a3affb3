package dev.postern.local.files;

import java.io.IOException;
import java.nio.file.Path;

/** A folder in which keys would not be safe from other users. The message is a sentence for the person who named the folder. */
public final class FolderNotOurs extends IOException {
    private static final long serialVersionUID = 1;

    FolderNotOurs(Path folder, String why) {
        super("the folder " + folder + " " + why + ". Name a folder of your own, or one that does not exist yet.");
    }
}
