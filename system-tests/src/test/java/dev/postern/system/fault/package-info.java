/** What happens when a part is away, and when it is back. */
@NullMarked
package dev.postern.system.fault;

import org.jspecify.annotations.NullMarked;
