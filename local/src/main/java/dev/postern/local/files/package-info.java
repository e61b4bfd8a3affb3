/**
 * Files and folders as a local installation needs them: readable by their owner alone, whole or absent, held by one
 * process at a time.
 *
 * <p>Must not know of processes, brokers or databases.
 */
@NullMarked
package dev.postern.local.files;

import org.jspecify.annotations.NullMarked;
