/** Tools for models, for clients that start a program: messages pass between it and a server. */
@NullMarked
package dev.postern.command.mcp;

import org.jspecify.annotations.NullMarked;
