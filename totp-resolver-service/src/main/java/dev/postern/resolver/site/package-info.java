/**
 * At which site a login stands, and which sites a message shows, as keyed hashes that can be compared: docs/rules.md, "The second
 * login gets the second code", rule 7.
 *
 * <p>Must not know what is decided by them.
 */
@NullMarked
package dev.postern.resolver.site;

import org.jspecify.annotations.NullMarked;
