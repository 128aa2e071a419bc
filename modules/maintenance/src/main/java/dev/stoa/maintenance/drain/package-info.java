/** Taking a node out of service without stopping it, and back, on the admin listener. */
package dev.stoa.maintenance.drain;
