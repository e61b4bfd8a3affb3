/** Completion of verbs and options in shells. */
@NullMarked
package dev.postern.command.completion;

import org.jspecify.annotations.NullMarked;
