/** Tests. */
@NullMarked
package dev.postern.command.code;

import org.jspecify.annotations.NullMarked;
