/**
 * The forum as one feature: its parts put together, its settings, its commands. The packages below
 * hold one noun each, with its routes, its store and its JSON.
 */
package dev.stoa.forum;
