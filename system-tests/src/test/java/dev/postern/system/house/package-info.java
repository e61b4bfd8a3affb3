/** The rules of the house, each seen to catch a planted violation. */
@NullMarked
package dev.postern.system.house;

import org.jspecify.annotations.NullMarked;
