/**
 * How a request is refused: the catalogue of problems and their two renderings, RFC 9457 on Postern's own routes and Skyvern's
 * {@code detail} on Skyvern's routes.
 *
 * <p>Must not know any feature.
 */
@NullMarked
package dev.postern.platform.problem;

import org.jspecify.annotations.NullMarked;
