// Expressions that may be without data in a good minute under load, each with the reason.
export const QUIET = {};
