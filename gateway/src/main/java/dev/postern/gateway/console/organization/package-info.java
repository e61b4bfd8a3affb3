/** The operator's pages about organisations: all of them, one, and what remains of one that was deleted. */
@NullMarked
package dev.postern.gateway.console.organization;

import org.jspecify.annotations.NullMarked;
