/** Many logins that wait at once, and how soon each gets its code. */
@NullMarked
package dev.postern.benchmarks.waiters;

import org.jspecify.annotations.NullMarked;
