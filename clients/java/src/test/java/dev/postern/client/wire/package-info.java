/** Tests. */
@NullMarked
package dev.postern.client.wire;

import org.jspecify.annotations.NullMarked;
