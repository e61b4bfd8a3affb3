/**
 * What is hashed by one key of the index keyset meets what is hashed by another, while the index key is being replaced: {@code docs/adr/0053}.
 */
@NullMarked
package dev.postern.resolver.rehash;

import org.jspecify.annotations.NullMarked;
