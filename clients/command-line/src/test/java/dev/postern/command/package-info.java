/** Tests. */
@NullMarked
package dev.postern.command;

import org.jspecify.annotations.NullMarked;
