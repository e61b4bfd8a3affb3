/**
 * Parts of long texts, of providers that bring each part by itself ({@code docs/adr/0039-parts-of-long-texts.md}). They wait until all
 * are there, whichever replica took them in, and the whole is told like any other message that came.
 *
 * <p>Must not know what becomes of a whole message.
 */
@NullMarked
package dev.postern.resolver.part;

import org.jspecify.annotations.NullMarked;
