/** Settings: one documented file, each settable by a variable. */
package dev.stoa.platform.config;
