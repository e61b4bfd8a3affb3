/**
 * What must be true before a service takes a request, for example that its settings are safe.
 *
 * <p>Must not know any feature: each feature brings its own checks.
 */
@NullMarked
package dev.postern.platform.startup;

import org.jspecify.annotations.NullMarked;
