/** Requests, answers, problems, paging and conditional requests. */
package dev.stoa.platform.http;
