// What Grafana puts in the place of variables, as far as expressions need it.

/** Variables that Grafana itself knows. */
export const BUILT_IN = ['__rate_interval', '__interval', '__range', '__url_time_range'];

/** An expression with values for variables; a list of values becomes what a regular expression matches. */
export function substituted(expression, values) {
    return expression.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, name) => values[name] ?? whole);
}

/** Names of the variables in a text; numbers are groups of a regular expression. */
export const variables = text => [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(match => match[1]);
