/** Events as they were sent, page by page. */
package dev.stoa.telemetry.list;
