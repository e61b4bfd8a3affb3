/** What callers see while a part is away, and when it is back. */
@NullMarked
package dev.postern.resolver.fault;

import org.jspecify.annotations.NullMarked;
