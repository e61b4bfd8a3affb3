/**
 * Settings that are stored here and used elsewhere: made, changed, rotated, deleted and withdrawn in one way, each change
 * told on the topic of channels and in the audit trail by its own transaction, and awaited there before it is answered.
 *
 * <p>Must not know what kind of settings they are.
 */
@NullMarked
package dev.postern.credential.published;

import org.jspecify.annotations.NullMarked;
