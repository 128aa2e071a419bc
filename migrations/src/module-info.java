/** The schema's change sets, as resources below {@code stoa-migrations/}; no code. */
module dev.stoa.migrations {}
