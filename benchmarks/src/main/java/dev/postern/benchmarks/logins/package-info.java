/**
 * Simulated logins: callers of many kinds press "send", ask for the code, crash and try again, while messages are slow, lost or
 * doubled. Which policy gives which login the right code? docs/numbers.md, "Simulated logins", has the results.
 */
@NullMarked
package dev.postern.benchmarks.logins;

import org.jspecify.annotations.NullMarked;
