/**
 * An operator's part: to read open messages of all organisations again with a newer extractor.
 *
 * <p>Must know neither how messages are stored nor who gets a code.
 */
@NullMarked
package dev.postern.resolver.replay;

import org.jspecify.annotations.NullMarked;
