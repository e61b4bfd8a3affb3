/**
 * Which web pages of other origins may read what the API answers in a browser: docs/operations.md, "Web pages that call the API".
 *
 * <p>Must not know which service answers.
 */
@NullMarked
package dev.postern.gateway.origin;

import org.jspecify.annotations.NullMarked;
