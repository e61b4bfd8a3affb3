/** The page with an organisation's API keys. The model for other pages: see the gateway's README, "To add a page". */
@NullMarked
package dev.postern.gateway.console.apikey;

import org.jspecify.annotations.NullMarked;
