package dev.stoa.platform.observe;

import java.time.Instant;

/**
 * A request that was answered with a status of 500 or above; nothing in it is a user's.
 *
 * @param at when it ended
 * @param method of the request
 * @param route template
 * @param status as sent
 * @param code of the problem
 * @param traceId 32 hexadecimal digits
 */
public record RecentError(
        Instant at, String method, String route, int status, String code, String traceId) {}
