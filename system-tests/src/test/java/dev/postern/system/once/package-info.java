/**
 * Codes are handed out once and none is lost, however the resolvers die. What clients saw decides, judged by a check that knows
 * nothing of Postern.
 */
@NullMarked
package dev.postern.system.once;

import org.jspecify.annotations.NullMarked;
