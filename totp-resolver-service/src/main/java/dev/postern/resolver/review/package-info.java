/**
 * A person's part: to pick the code in a message in which no code was found, or to dismiss the message.
 *
 * <p>Must know neither how messages are stored nor who gets a code.
 */
@NullMarked
package dev.postern.resolver.review;

import org.jspecify.annotations.NullMarked;
