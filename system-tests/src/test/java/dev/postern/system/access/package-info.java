/** Who may do what: keys, scopes, and organisations that learn nothing of each other. */
@NullMarked
package dev.postern.system.access;

import org.jspecify.annotations.NullMarked;
