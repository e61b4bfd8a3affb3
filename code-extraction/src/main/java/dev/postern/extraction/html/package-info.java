/**
 * HTML documents as a reader sees them: what is hidden, what is a line, and which addresses a click opens.
 *
 * <p>Must not know any word of any language, or how a code looks.
 */
@NullMarked
package dev.postern.extraction.html;

import org.jspecify.annotations.NullMarked;
