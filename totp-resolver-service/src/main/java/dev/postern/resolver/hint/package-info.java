/**
 * What a request that waits knows of the messages that came meanwhile: docs/rules.md, "Never silent". It is looked up when a
 * call is about to answer that the request still waits, and never before.
 *
 * <p>Must not know how a caller is answered.
 */
@NullMarked
package dev.postern.resolver.hint;

import org.jspecify.annotations.NullMarked;
