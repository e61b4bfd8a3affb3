/**
 * The rules for codes: which numbers and words of a text could be a code, how firmly the words around them announce them, and which
 * one is taken.
 *
 * <p>Must not know the parts of a message, or what happens to a code.
 */
@NullMarked
package dev.postern.extraction.code;

import org.jspecify.annotations.NullMarked;
