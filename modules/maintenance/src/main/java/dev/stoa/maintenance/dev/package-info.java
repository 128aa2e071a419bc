/** What is there in the profile {@code dev} alone. */
package dev.stoa.maintenance.dev;
