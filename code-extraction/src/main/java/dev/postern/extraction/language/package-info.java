/**
 * The words of all languages, read from the language packs, and what they make of a text: its sentences, and what of a reply is its own.
 *
 * <p>Must not know how a code or a link is chosen.
 */
@NullMarked
package dev.postern.extraction.language;

import org.jspecify.annotations.NullMarked;
