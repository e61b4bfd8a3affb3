/**
 * Text as a reader sees it, character by character, each with its place in the source.
 *
 * <p>Must not know any word of any language, or how a code looks.
 */
@NullMarked
package dev.postern.extraction.text;

import org.jspecify.annotations.NullMarked;
