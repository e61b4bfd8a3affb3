/** The command line against a running system. */
@NullMarked
package dev.postern.system.command;

import org.jspecify.annotations.NullMarked;
