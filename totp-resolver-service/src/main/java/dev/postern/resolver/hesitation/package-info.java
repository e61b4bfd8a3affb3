/**
 * Requests that hesitate over a doubtful code: each is looked at again when its hesitation ends.
 *
 * <p>Must not know what is doubtful, nor what the look finds.
 */
@NullMarked
package dev.postern.resolver.hesitation;

import org.jspecify.annotations.NullMarked;
