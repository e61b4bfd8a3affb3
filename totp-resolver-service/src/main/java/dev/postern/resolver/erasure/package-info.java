/**
 * Deletes what belongs to an organisation that was deleted, and what was received for an identifier that is to be forgotten.
 *
 * <p>Knows the tables of the whole service, and of each only by what it is found.
 */
@NullMarked
package dev.postern.resolver.erasure;

import org.jspecify.annotations.NullMarked;
