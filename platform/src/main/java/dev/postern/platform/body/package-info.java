/**
 * How a request is read: its body, which is mostly JSON, and its query. Values are typed. All errors are collected and reported
 * together.
 *
 * <p>Must not know any feature, nor how a refusal looks.
 */
@NullMarked
package dev.postern.platform.body;

import org.jspecify.annotations.NullMarked;
