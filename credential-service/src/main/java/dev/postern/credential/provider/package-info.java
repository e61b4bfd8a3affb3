/**
 * What a channel of each provider needs: its secrets, its settings, and what to enter at the provider. A provider is one constant
 * of {@link dev.postern.credential.provider.Provider}.
 *
 * <p>Must not know how a post is checked or read, and must not hold anybody's secrets.
 */
@NullMarked
package dev.postern.credential.provider;

import org.jspecify.annotations.NullMarked;
