/** How plans of statements change over time, and which change was for the worse. */
package dev.stoa.maintenance.plan;
