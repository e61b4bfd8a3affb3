/**
 * The exports of password managers and browsers: Bitwarden's JSON, 1Password's archive, KeePass's XML, and tables (CSV).
 *
 * <p>Must not know how credentials are stored. What a key is, {@code pasted} decides.
 */
@NullMarked
package dev.postern.credential.imports.password;

import org.jspecify.annotations.NullMarked;
