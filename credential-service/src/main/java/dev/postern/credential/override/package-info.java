/**
 * Numbers that single organisations have in place of everybody's.
 *
 * <p>Must not know what the numbers are for.
 */
@NullMarked
package dev.postern.credential.override;

import org.jspecify.annotations.NullMarked;
