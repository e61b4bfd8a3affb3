/**
 * Handles that stand for codes, for callers that must not see a code, such as language models.
 *
 * <p>Must not know how a code is matched, nor how a request is answered.
 */
@NullMarked
package dev.postern.resolver.handle;

import org.jspecify.annotations.NullMarked;
