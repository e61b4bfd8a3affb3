/**
 * Calls that are sent again until they are answered. It knows nothing of logins.
 */
@NullMarked
package dev.postern.client.wire;

import org.jspecify.annotations.NullMarked;
