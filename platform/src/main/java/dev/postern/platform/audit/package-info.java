/**
 * What requests leave in the audit without their doing: each one that changed something, showed what the audit is to tell of, or was
 * refused to a known caller. It is sent after the answer is known, and no request waits for it ({@code docs/adr/0044}).
 *
 * <p>A change that records itself, in its transaction, is not recorded again. Must not know any feature.
 */
@NullMarked
package dev.postern.platform.audit;

import org.jspecify.annotations.NullMarked;
