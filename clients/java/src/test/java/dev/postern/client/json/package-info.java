/** Tests. */
@NullMarked
package dev.postern.client.json;

import org.jspecify.annotations.NullMarked;
