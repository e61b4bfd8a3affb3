/** The logins that wait for a code now, and how a person answers one. */
@NullMarked
package dev.postern.gateway.console.waiting;

import org.jspecify.annotations.NullMarked;
