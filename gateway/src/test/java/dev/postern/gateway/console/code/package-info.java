/** Tests of the page with the 2FA codes. */
@NullMarked
package dev.postern.gateway.console.code;

import org.jspecify.annotations.NullMarked;
