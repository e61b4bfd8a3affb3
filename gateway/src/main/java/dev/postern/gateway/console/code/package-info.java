/** The page with the 2FA codes: pushing one, what was found in it and who got it, and the history. */
@NullMarked
package dev.postern.gateway.console.code;

import org.jspecify.annotations.NullMarked;
