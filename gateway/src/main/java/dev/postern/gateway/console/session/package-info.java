/**
 * Who is signed in. A session is its cookie: sealed, so that only a gateway can make or read one, and kept nowhere else. It holds the
 * API key that the person signed in with, which never reaches a page.
 */
@NullMarked
package dev.postern.gateway.console.session;

import org.jspecify.annotations.NullMarked;
