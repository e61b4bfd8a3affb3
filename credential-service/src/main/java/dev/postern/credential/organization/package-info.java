/**
 * Organisations: whose the keys and credentials are.
 *
 * <p>Must not know credentials.
 */
@NullMarked
package dev.postern.credential.organization;

import org.jspecify.annotations.NullMarked;
