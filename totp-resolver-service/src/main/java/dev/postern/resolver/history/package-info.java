/**
 * What was received: as Skyvern's list route shows it, and page by page with the requests that got each code.
 *
 * <p>Reads only. A page reads a bounded number of rows, however many there are.
 */
@NullMarked
package dev.postern.resolver.history;

import org.jspecify.annotations.NullMarked;
