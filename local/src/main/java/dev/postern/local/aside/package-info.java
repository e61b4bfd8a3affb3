/**
 * What was put aside, for a person to look at, send again or drop: events that the broker refuses, and records that a service could
 * not take. Prints no text that anybody sent.
 *
 * <p>Must not know how anything comes to be put aside.
 */
@NullMarked
package dev.postern.local.aside;

import org.jspecify.annotations.NullMarked;
