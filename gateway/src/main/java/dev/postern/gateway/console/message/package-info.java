/**
 * The console's pages about messages in which no code was found: a person reads them, as text alone, and clicks the right one.
 */
@NullMarked
package dev.postern.gateway.console.message;

import org.jspecify.annotations.NullMarked;
