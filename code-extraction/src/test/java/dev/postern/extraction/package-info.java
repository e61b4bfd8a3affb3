/** The rules and guards of extraction, each with invented messages. */
@NullMarked
package dev.postern.extraction;

import org.jspecify.annotations.NullMarked;
