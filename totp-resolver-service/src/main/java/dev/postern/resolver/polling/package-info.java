/**
 * Calls a waiting request's {@code totp_url} until the request has a code: when, how often, and by which replica; and whose a code
 * is that a server answered. The tables {@code totp_url_calls}, {@code totp_url_callers} and {@code totp_url_codes} are touched
 * here only, and of {@code code_requests} the columns {@code url_code_key} and {@code webhook_responses}.
 *
 * <p>Must not know how a server is called or how its answer is read.
 */
@NullMarked
package dev.postern.resolver.polling;

import org.jspecify.annotations.NullMarked;
