/**
 * What an organisation sets for its code requests.
 *
 * <p>Must not know how a code is matched.
 */
@NullMarked
package dev.postern.resolver.settings;

import org.jspecify.annotations.NullMarked;
