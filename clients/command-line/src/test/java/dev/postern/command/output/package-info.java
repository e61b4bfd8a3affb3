/** Tests. */
@NullMarked
package dev.postern.command.output;

import org.jspecify.annotations.NullMarked;
