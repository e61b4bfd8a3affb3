/**
 * Which version of Postern answers, for who holds a key. The number stands in this module's settings, and a test holds it to the pom,
 * the contracts and the changelogs.
 */
@NullMarked
package dev.postern.platform.version;

import org.jspecify.annotations.NullMarked;
