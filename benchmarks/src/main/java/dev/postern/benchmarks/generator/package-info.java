/** The function that makes an authenticator's codes, beside those that others published. */
@NullMarked
package dev.postern.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
