/**
 * How a request is read: its body, JSON above all, and its query. Values are typed, and everything that is wrong is
 * collected and refused at once.
 *
 * <p>Must not know any feature, nor how a refusal looks.
 */
@NullMarked
package dev.postern.platform.body;

import org.jspecify.annotations.NullMarked;
