/** What the packaged services consist of. */
@NullMarked
package dev.postern.system.packaging;

import org.jspecify.annotations.NullMarked;
