/** What the audit costs where a code is handed out. */
@NullMarked
package dev.postern.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
