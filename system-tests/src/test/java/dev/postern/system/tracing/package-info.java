/** One trace from the push to the delivery, and nothing in it that is secret. */
@NullMarked
package dev.postern.system.tracing;

import org.jspecify.annotations.NullMarked;
