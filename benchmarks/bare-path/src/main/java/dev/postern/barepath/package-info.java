/**
 * What any program would cost that takes a text over HTTP, sends it through Kafka, commits one row to PostgreSQL and
 * answers a waiting HTTP request. Measurements of Postern are ratios to it.
 *
 * <p>Must not know Postern: no access check, extraction, sealing or matching.
 */
@NullMarked
package dev.postern.barepath;

import org.jspecify.annotations.NullMarked;
