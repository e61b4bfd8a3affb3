/**
 * Who is asked for codes in the simulation: the product's own statements on a real PostgreSQL, and three other policies in memory.
 * They hear of one story and differ only in what they hand to whom.
 */
@NullMarked
package dev.postern.benchmarks.logins.desk;

import org.jspecify.annotations.NullMarked;
