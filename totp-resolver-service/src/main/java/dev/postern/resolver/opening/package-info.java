/**
 * Opens the codes that requests were given, for those who ask how a request stands.
 *
 * <p>Must not know how answers look.
 */
@NullMarked
package dev.postern.resolver.opening;

import org.jspecify.annotations.NullMarked;
