package dev.stoa.platform.cache;

/** What a load brought, and whether it had to go to the source for it. */
record Arrival(Entry entry, Outcome outcome) {}
