/**
 * The rules that decide which code goes to which request, as conditions of SQL, and their figures: docs/rules.md, "The second
 * login gets the second code".
 *
 * <p>Must not know in which statements they are used, nor when these run.
 */
@NullMarked
package dev.postern.resolver.rule;

import org.jspecify.annotations.NullMarked;
