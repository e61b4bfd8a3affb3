/**
 * Tells which payload and index keys this replica holds, so that credential-service knows when a new key may seal and when an old one may go.
 *
 * <p>Must not know any feature.
 */
@NullMarked
package dev.postern.platform.holder;

import org.jspecify.annotations.NullMarked;
