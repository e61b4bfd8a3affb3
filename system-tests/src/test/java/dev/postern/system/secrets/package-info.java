/** Where secrets must never be. */
@NullMarked
package dev.postern.system.secrets;

import org.jspecify.annotations.NullMarked;
