/** Settings: who is signed in, the secrets that Postern signs with, Skyvern's endpoints, and how code requests are answered. */
@NullMarked
package dev.postern.gateway.console.setting;

import org.jspecify.annotations.NullMarked;
