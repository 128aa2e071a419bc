package dev.stoa.platform.http;

/**
 * How clients may name a request to us.
 *
 * @param traceId 32 hexadecimal digits
 * @param traceparent the W3C header's value
 */
record TraceIds(String traceId, String traceparent) {}
