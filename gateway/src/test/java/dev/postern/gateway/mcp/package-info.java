/** What models' tools take, over real connections. */
@NullMarked
package dev.postern.gateway.mcp;

import org.jspecify.annotations.NullMarked;
