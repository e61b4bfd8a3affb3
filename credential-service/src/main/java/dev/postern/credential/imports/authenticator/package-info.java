/**
 * The exports of authenticator apps: lists of addresses, and the files of Aegis, 2FAS, Ente and andOTP.
 *
 * <p>Must not know how credentials are stored. What a key is, {@code pasted} decides.
 */
@NullMarked
package dev.postern.credential.imports.authenticator;

import org.jspecify.annotations.NullMarked;
