/**
 * Calls a waiting request's {@code totp_url} until the request has a code. Decides when, how often and by which
 * replica, and which run a server's code belongs to. Only this package touches the tables {@code totp_url_calls},
 * {@code totp_url_callers} and {@code totp_url_codes}, and the columns {@code url_code_key} and {@code
 * webhook_responses} of {@code code_requests}.
 *
 * <p>Must not know how a server is called or how its answer is read.
 */
@NullMarked
package dev.postern.resolver.polling;

import org.jspecify.annotations.NullMarked;
