// A board drawn with Grafana's own panel components; window.BOARD has its panels with their data.
import {
    ThemeContext,
    ThresholdsMode,
    applyFieldOverrides,
    createTheme,
    dateTime,
    getFieldDisplayValues,
    standardTransformersRegistry,
    toDataFrame,
    transformDataFrame,
    standardTransformers,
    FieldType,
    EventBusSrv,
} from '@grafana/data';
import {initPluginTranslations} from '@grafana/i18n';
import {BarGauge, BigValue, PanelChrome, PanelContextProvider, Table, TimeSeries, VizRepeater} from '@grafana/ui';
import React from 'react';
import {createRoot} from 'react-dom/client';

const {board, panels, from, to, width} = window.BOARD;
const theme = createTheme({colors: {mode: 'light'}});
const CELL = 30;
const GAP = 8;
const timeRange = {from: dateTime(from), to: dateTime(to), raw: {from: dateTime(from), to: dateTime(to)}};

const transformers = [standardTransformers.mergeTransformer, standardTransformers.organizeFieldsTransformer, standardTransformers.filterFieldsByNameTransformer, standardTransformers.orderFieldsTransformer, standardTransformers.renameFieldsTransformer];
standardTransformersRegistry.setInit(() => transformers.filter(Boolean).map(each => ({id: each.id, name: each.name, transformation: async () => each})));

const legend = (format, labels) => format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => labels[name] ?? '');

const finite = text => (Number.isFinite(Number(text)) ? Number(text) : null);

/** Series of a target as frames. */
function frames({target, result}) {
    if (target.format === 'table') {
        const labels = [...new Set(result.flatMap(each => Object.keys(each.metric)))];
        return [
            toDataFrame({
                refId: target.refId,
                fields: [
                    {name: 'Time', type: FieldType.time, values: result.map(each => each.value[0] * 1000)},
                    ...labels.map(label => ({name: label, type: FieldType.string, values: result.map(each => each.metric[label] ?? '')})),
                    {name: `Value #${target.refId}`, type: FieldType.number, values: result.map(each => finite(each.value[1]))},
                ],
            }),
        ];
    }
    return result.map(each => {
        const values = each.values ?? [each.value];
        const name = legend(target.legendFormat ?? '', each.metric) || 'Value';
        return toDataFrame({
            refId: target.refId,
            fields: [
                {name: 'Time', type: FieldType.time, values: values.map(([time]) => time * 1000)},
                {name: 'Value', type: FieldType.number, values: values.map(([, value]) => finite(value)), labels: each.metric, config: {displayNameFromDS: name, displayName: name}},
            ],
        });
    });
}

/** What a panel says of a field, as the server's registry of field options would put it there. */
function config(panel, field, name) {
    const own = panel.fieldConfig.overrides.filter(each => each.matcher.options === name).flatMap(each => each.properties);
    const read = {...panel.fieldConfig.defaults, ...field.config, custom: {...panel.fieldConfig.defaults.custom}};
    for (const {id, value} of own) {
        const custom = /^custom\.(.*)/.exec(id);
        if (custom) {
            read.custom[custom[1]] = value;
        } else {
            read[id] = value;
        }
    }
    const steps = read.thresholds.steps.map(step => ({...step, value: step.value ?? -Infinity}));
    return {...read, thresholds: {mode: ThresholdsMode.Absolute, steps}};
}

function dressed(panel, data) {
    const told = data.map(frame => ({
        ...frame,
        fields: frame.fields.map(field => (field.type === FieldType.number ? {...field, config: config(panel, field, field.config.displayName ?? field.name)} : field)),
    }));
    return applyFieldOverrides({data: told, fieldConfig: {defaults: {}, overrides: []}, replaceVariables: text => text, theme, timeZone: 'utc'});
}

const values = (panel, data) =>
    getFieldDisplayValues({data, fieldConfig: {defaults: {}, overrides: []}, replaceVariables: text => text, reduceOptions: panel.options.reduceOptions, theme, timeZone: 'utc', sparkline: true});

function Stat({panel, data, width, height}) {
    const shown = values(panel, data)[0];
    return (
        <BigValue
            theme={theme}
            width={width}
            height={height}
            value={{...shown.display, title: undefined}}
            sparkline={panel.options.graphMode === 'area' ? shown.sparkline : undefined}
            colorMode={panel.options.colorMode}
            graphMode={panel.options.graphMode}
            justifyMode="auto"
            textMode="value"
        />
    );
}

function Bars({panel, data, width, height}) {
    const all = values(panel, data);
    const largest = panel.fieldConfig.defaults.max ?? Math.max(...all.map(each => each.display.numeric));
    return (
        <VizRepeater
            source={all}
            width={width}
            height={height}
            minVizHeight={panel.options.minVizHeight}
            maxVizHeight={panel.options.maxVizHeight}
            itemSpacing={4}
            orientation="horizontal"
            getValues={() => all}
            renderValue={({value, width, height}) => (
                <BarGauge
                    theme={theme}
                    width={width}
                    height={height}
                    orientation="horizontal"
                    displayMode={panel.options.displayMode}
                    field={{...value.field, max: largest, min: 0}}
                    display={value.view?.getFieldDisplayProcessor(value.colIndex)}
                    value={value.display}
                    itemSpacing={4}
                    alignmentFactors={{title: longest(all, 'title'), text: longest(all, 'text')}}
                    showUnfilled
                />
            )}
        />
    );
}

const longest = (all, what) => all.map(each => each.display[what] ?? '').reduce((a, b) => (a.length >= b.length ? a : b), '');

function Lines({panel, data, width, height}) {
    return (
        <TimeSeries frames={data} structureRev={1} width={width} height={height} timeRange={timeRange} timeZone="utc" legend={panel.options.legend} options={{}} />
    );
}

/** Rows of the moment; transformed as the panel says. */
function Rows({panel, data, width, height}) {
    const [rows, setRows] = React.useState();
    React.useEffect(() => {
        const subscription = transformDataFrame(panel.transformations, data).subscribe(all => setRows(dressed(panel, all)[0]));
        return () => subscription.unsubscribe();
    }, []);
    return rows ? <Table data={rows} width={width} height={height} initialSortBy={panel.options.sortBy} /> : null;
}

const Unpublished = ({panel}) => <div style={{padding: 16, color: theme.colors.text.secondary}}>Grafana draws a {panel.type} here; it publishes no component for it.</div>;

const DRAWN = {stat: Stat, bargauge: Bars, timeseries: Lines, table: Rows};

function Panel({panel, results}) {
    const {x, y, w, h} = panel.gridPos;
    const column = (width - GAP) / 24;
    const size = {width: Math.round(w * column - GAP), height: h * (CELL + GAP) - GAP};
    const style = {position: 'absolute', left: Math.round(GAP + x * column), top: GAP + y * (CELL + GAP), ...size};
    if (panel.type === 'row') {
        return <div style={{...style, height: CELL, lineHeight: `${CELL}px`, fontSize: 16, fontWeight: 500}}>{panel.title}</div>;
    }
    const all = results.flatMap(frames);
    const data = panel.type === 'table' ? all : dressed(panel, all);
    const Drawn = DRAWN[panel.type] ?? Unpublished;
    return (
        <div style={style}>
            <PanelChrome title={panel.title} width={size.width} height={size.height} padding={panel.type === 'stat' ? 'none' : 'md'}>
                {(innerWidth, innerHeight) =>
                    data.length === 0 ? (
                        <div>No data</div>
                    ) : (
                        <PanelContextProvider value={{eventsScope: 'pictures', eventBus: new EventBusSrv()}}>
                            <Drawn panel={panel} data={data} width={innerWidth} height={innerHeight} />
                        </PanelContextProvider>
                    )
                }
            </PanelChrome>
        </div>
    );
}

const Board = () => (
    <ThemeContext.Provider value={theme}>
        <div style={{position: 'relative', width, background: theme.colors.background.canvas, color: theme.colors.text.primary, font: '14px Inter, "Liberation Sans", sans-serif'}}>
            <div style={{position: 'absolute', left: GAP, top: GAP, fontSize: 20, fontWeight: 500}}>{board.title}</div>
            <div style={{position: 'absolute', right: GAP, top: GAP + 4, color: theme.colors.text.secondary}}>
                drawn with Grafana's panel components, not by a Grafana server; {new Date(from).toISOString().slice(0, 16).replace('T', ' ')} to {new Date(to).toISOString().slice(11, 16)} UTC
            </div>
            <div style={{position: 'absolute', top: 36, left: 0}}>
                {panels.map(each => (
                    <Panel key={each.panel.id} {...each} />
                ))}
            </div>
        </div>
    </ThemeContext.Provider>
);

class Guard extends React.Component {
    state = {};
    static getDerivedStateFromError(error) {
        return {error};
    }
    render() {
        return this.state.error ? <pre>{String(this.state.error.stack)}</pre> : this.props.children;
    }
}

await initPluginTranslations('grafana').catch(() => {});
createRoot(document.getElementById('root')).render(
    <Guard>
        <Board />
    </Guard>,
);
