/**
 * The first keys of an installation, which cannot be made by a call because no key exists to call with.
 *
 * <p>Must not make a key up: it takes the one it is given.
 */
@NullMarked
package dev.postern.credential.bootstrap;

import org.jspecify.annotations.NullMarked;
