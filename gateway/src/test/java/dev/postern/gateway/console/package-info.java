/** Tests of the console's pages, as the running gateway serves them. */
@NullMarked
package dev.postern.gateway.console;

import org.jspecify.annotations.NullMarked;
