/** Tests. */
@NullMarked
package dev.postern.command.doctor;

import org.jspecify.annotations.NullMarked;
