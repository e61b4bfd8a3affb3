/**
 * The client of a Postern server: logins that wait for codes, and what scripts do beside that. It does not know how calls are sent.
 */
@NullMarked
package dev.postern.client;

import org.jspecify.annotations.NullMarked;
