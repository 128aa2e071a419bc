/** Made-up events: the same for the same members, seed and time. */
package dev.stoa.telemetry.demo;
