/**
 * How long what is stored of one organisation is kept, within the bounds of the installation. totp-resolver-service deletes what it
 * stores by what the topic of organisations says.
 *
 * <p>Must not know what is deleted, nor how.
 */
@NullMarked
package dev.postern.credential.retention;

import org.jspecify.annotations.NullMarked;
