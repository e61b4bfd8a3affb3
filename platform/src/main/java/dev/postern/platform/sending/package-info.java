/**
 * Whether what sends records to the broker can still send.
 *
 * <p>Must not know what is sent.
 */
@NullMarked
package dev.postern.platform.sending;

import org.jspecify.annotations.NullMarked;
