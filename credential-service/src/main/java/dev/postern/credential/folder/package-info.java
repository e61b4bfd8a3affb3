/**
 * Folders, by which people group credentials ({@code skyvern/forge/sdk/routes/credentials.py}).
 *
 * <p>Must not know what a credential is, only how many lie in a folder.
 */
@NullMarked
package dev.postern.credential.folder;

import org.jspecify.annotations.NullMarked;
