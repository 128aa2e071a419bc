/** Events of members who are deleted, and how they go. */
package dev.stoa.telemetry.erase;
