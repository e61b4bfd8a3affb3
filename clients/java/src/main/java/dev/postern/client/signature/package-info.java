/**
 * Whether a call to a totp_url comes from who holds the signing secret. It makes no calls.
 */
@NullMarked
package dev.postern.client.signature;

import org.jspecify.annotations.NullMarked;
