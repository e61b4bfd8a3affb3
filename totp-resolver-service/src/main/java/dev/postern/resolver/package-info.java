/** totp-resolver-service: answers login-flow code requests and keeps the history. */
@NullMarked
package dev.postern.resolver;

import org.jspecify.annotations.NullMarked;
