package dev.postern.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Blanks the addresses in spans. A path may hold a channel's token, a query may hold an identifier or a whole text message, and
 * the caller's network address is personal. The route stays, which tells a reader enough.
 */
@ApplicationScoped
class QuietSpans implements SpanProcessor {
    private static final String BLANK = "";
    private static final List<AttributeKey<String>> BLANKED = List.of(
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.target"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("client.address"),
            AttributeKey.stringKey("http.client_ip"),
            AttributeKey.stringKey("user_agent.original"),
            AttributeKey.stringKey("http.user_agent"));

    QuietSpans() {}

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : BLANKED) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, BLANK);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // The attributes were blanked when the span started.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
