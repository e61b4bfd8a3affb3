/** Where the server is, and with which key; and what a failed call means for the person who asked. It knows no verb. */
@NullMarked
package dev.postern.command.connection;

import org.jspecify.annotations.NullMarked;
