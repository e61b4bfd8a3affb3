/**
 * What was received: as Skyvern's list route shows it, and page by page with who got each code.
 *
 * <p>Reads only, and only so many rows for a page as the page's bound allows, however many there are.
 */
@NullMarked
package dev.postern.resolver.history;

import org.jspecify.annotations.NullMarked;
