/** The resolver without its framework, for tests of what it does. */
@NullMarked
package dev.postern.resolver.wired;

import org.jspecify.annotations.NullMarked;
