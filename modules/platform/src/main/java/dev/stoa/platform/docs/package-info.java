/**
 * What a node tells of its own routes: for each listener an OpenAPI 3.1 document, written once at
 * start from the route table and the features' schemas, and a page to read and try it.
 */
package dev.stoa.platform.docs;
