/** Tests. */
@NullMarked
package dev.postern.client.signature;

import org.jspecify.annotations.NullMarked;
