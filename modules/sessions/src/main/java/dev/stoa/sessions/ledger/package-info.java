/** Value: the double-entry ledger, transfers and balances. */
package dev.stoa.sessions.ledger;
