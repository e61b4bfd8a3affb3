/**
 * Where hard work for one caller is done without keeping logins: one piece at a time, behind everything else.
 *
 * <p>Must not know what the work is.
 */
@NullMarked
package dev.postern.credential.desk;

import org.jspecify.annotations.NullMarked;
