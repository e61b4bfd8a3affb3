/**
 * The page on which an operator replaces the keys of the installation while it serves, and sees how far that is.
 *
 * <p>Shows and begins only what {@code /v1/key-rotations} allows the person's key. Must not touch a key file.
 */
@NullMarked
package dev.postern.gateway.console.rotation;

import org.jspecify.annotations.NullMarked;
