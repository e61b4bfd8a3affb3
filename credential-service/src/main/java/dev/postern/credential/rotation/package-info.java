/**
 * Replaces keys while the service serves. A rotation is a row that says how far it has come; one replica at a time does the next
 * piece of it in one transaction with that row, so that any replica can be killed at any point.
 *
 * <p>Must not know what the encrypted values mean.
 */
@NullMarked
package dev.postern.credential.rotation;

import org.jspecify.annotations.NullMarked;
