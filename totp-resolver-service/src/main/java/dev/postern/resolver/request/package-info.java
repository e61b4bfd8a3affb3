/**
 * The route by which logins ask for a code and wait, and the asking and holding of whoever asks in another form.
 *
 * <p>Must not know how a code is matched.
 */
@NullMarked
package dev.postern.resolver.request;

import org.jspecify.annotations.NullMarked;
