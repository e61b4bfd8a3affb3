/** Secrets that must appear nowhere. */
@NullMarked
package dev.postern.system.secrets;

import org.jspecify.annotations.NullMarked;
