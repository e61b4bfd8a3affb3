/** The tools for language models, with the clients that models have. */
@NullMarked
package dev.postern.system.mcp;

import org.jspecify.annotations.NullMarked;
