/**
 * How a request is refused: the catalogue of problems and its two renderings, RFC 9457 on Postern's own routes and
 * Skyvern's {@code detail} on Skyvern's. Also reads bodies, JSON ones above all, since most refusals begin there.
 *
 * <p>Must not know any feature.
 */
@NullMarked
package dev.postern.platform.problem;

import org.jspecify.annotations.NullMarked;
