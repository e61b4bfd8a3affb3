/** Runs that each need the code of one of many authenticators, at a rate that does not wait for the answers. */
@NullMarked
package dev.postern.benchmarks.totp;

import org.jspecify.annotations.NullMarked;
