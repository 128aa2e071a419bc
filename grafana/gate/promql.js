// What a PromQL expression consists of, read by Prometheus' own grammar.
import {parser} from '@prometheus-io/lezer-promql';

/**
 * An expression's parts.
 *
 * @return wrong places; selectors with metric, matchers by label, range and the functions and
 *     aggregations around them, innermost first; labels that are grouped by
 */
export function parts(expression) {
    const text = node => expression.slice(node.from, node.to);
    const found = {wrong: [], selectors: [], grouped: []};
    parser.parse(expression).iterate({
        enter: ({node}) => {
            if (node.type.isError) {
                found.wrong.push(`at ${node.from}: ${expression.slice(Math.max(0, node.from - 20), node.to + 20)}`);
            } else if (node.name === 'VectorSelector') {
                found.selectors.push({
                    metric: text(node.getChild('Identifier')),
                    matchers: matchers(node, text),
                    range: range(node, text),
                    within: within(node, text),
                });
            } else if (node.name === 'GroupingLabels') {
                found.grouped.push(...node.getChildren('LabelName').map(text));
            }
        },
    });
    return found;
}

function matchers(selector, text) {
    const all = selector.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    return Object.fromEntries(
        all.map(each => [text(each.getChild('LabelName')), text(each.getChild('MatchOp')) + text(each.getChild('StringLiteral'))]),
    );
}

function range(selector, text) {
    return selector.parent?.name === 'MatrixSelector' ? text(selector.parent.getChild('DurationExpr')) : undefined;
}

function within(selector, text) {
    const names = [];
    for (let node = selector.parent; node; node = node.parent) {
        const name = node.getChild('FunctionIdentifier') ?? node.getChild('AggregateOp');
        if (name) {
            names.push(text(name));
        }
    }
    return names;
}
