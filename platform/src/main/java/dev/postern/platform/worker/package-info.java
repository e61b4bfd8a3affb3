/**
 * Background work: {@link dev.postern.platform.worker.Worker} for a thread that repeats one job,
 * {@link dev.postern.platform.worker.Alarm} for work at a later time. Its health is the process's health: a process whose
 * work has stopped silently must neither get calls nor live on.
 *
 * <p>Must not know what the work is: no broker, no database.
 */
@NullMarked
package dev.postern.platform.worker;

import org.jspecify.annotations.NullMarked;
