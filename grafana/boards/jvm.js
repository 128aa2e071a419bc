import {board, lines, q, row, stat} from '../kit.js';
import {growth, max, min, of, rate, rates, sum} from '../promql.js';

const HEAP = 'area="heap"';
const USED = `sum by (job, instance) (${of('jvm_memory_used_bytes', HEAP)})`;
const MOST = `sum by (job, instance) (${of('jvm_memory_max_bytes', HEAP)} > 0)`;

export default board({
    uid: 'stoa-jvm',
    title: 'Stoa: JVM',
    about: 'Memory, collections, threads and processors of each node.',
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'Least heap used',
                    means: 'Share of the heap that is used when it is used least, within ten minutes, of the worst node: what collections can\'t free.',
                    act: 'Near the threshold the node will spend its time collecting: more heap, or see what holds it.',
                    unit: 'percentunit',
                    light: 'heap',
                },
                q(`max(min_over_time((${USED} / ${MOST})[10m:5s]))`, 'used'),
            ),
            stat(
                {
                    title: 'Memory growth',
                    means: 'How fast what lives in the heap grows: the least of the last half hour against that of an hour before, of the worst node; 0 until a node is up for 90 minutes.',
                    act: 'If it goes on, take a class histogram (`jcmd <pid> GC.class_histogram`) now and in an hour.',
                    unit: 'suffix: MB/h',
                    light: 'memory-growth',
                    decimals: 1,
                },
                q(growth('job'), '{{job}}'),
            ),
            stat(
                {
                    title: 'Time for collections',
                    means: 'Share of the time that the worst node stood still for collections.',
                    act: 'Above the threshold, see what allocates (below), or give it more heap.',
                    unit: 'percentunit',
                    light: 'gc-overhead',
                    decimals: 2,
                },
                q(`max(sum by (instance) (${rate('jvm_gc_pause_seconds_sum')}))`, 'paused'),
            ),
            stat(
                {
                    title: 'CPU',
                    means: 'Share of the processors that the busiest node takes.',
                    act: 'Compare with requests: more CPU for the same is a regression.',
                    unit: 'percentunit',
                    decimals: 0,
                },
                q(max('', 'process_cpu_usage'), 'CPU'),
            ),
            stat(
                {
                    title: 'Files open',
                    means: 'Share of the file descriptors that are used, of the worst node.',
                    act: 'A steady rise is a leak of connections or files.',
                    unit: 'percentunit',
                    light: 'files-open',
                    decimals: 1,
                },
                q(`max(${of('process_files_open_files')} / ${of('process_files_max_files')})`, 'open'),
            ),
            stat(
                {
                    title: 'Up for',
                    means: 'Time since the youngest node started.',
                    act: 'Shorter than you think: it was restarted; its log and the host\'s say why.',
                    unit: 's',
                    decimals: 0,
                },
                q(min('', 'process_uptime_seconds'), 'up'),
            ),
        ),
        row(
            'Memory',
            lines(
                {
                    title: 'Heap',
                    means: 'Heap that is used, held, and the most there may be.',
                    act: 'A saw is normal. Its lower edge is what lives: if that rises, see memory growth.',
                    unit: 'bytes',
                },
                q(`sum by (instance) (${of('jvm_memory_used_bytes', HEAP)})`, 'used {{instance}}'),
                q(`sum by (instance) (${of('jvm_memory_committed_bytes', HEAP)})`, 'held {{instance}}'),
                q(`sum by (instance) (${of('jvm_memory_max_bytes', HEAP)} > 0)`, 'most {{instance}}'),
            ),
            lines(
                {
                    title: 'Parts of the heap',
                    means: 'Heap that is used by the collector\'s pools.',
                    act: 'The old generation is what survived; the rest comes and goes.',
                    unit: 'bytes',
                    stacked: true,
                },
                q(`sum by (id) (${of('jvm_memory_used_bytes', HEAP)})`, '{{id}}'),
            ),
            lines(
                {
                    title: 'Beside the heap',
                    means: 'Memory for code and classes, and buffers outside the heap.',
                    act: 'Classes that grow without an end are a leak of class loaders.',
                    unit: 'bytes',
                    stacked: true,
                },
                q(`sum by (id) (${of('jvm_memory_used_bytes', 'area="nonheap"')})`, '{{id}}'),
                q(`sum by (id) (${of('jvm_buffer_memory_used_bytes')})`, 'buffers {{id}}'),
            ),
        ),
        row(
            'Collections',
            lines(
                {
                    title: 'Pauses',
                    means: 'The longest pause for a collection of late.',
                    act: 'Pauses as long as p99 of requests are its cause: a smaller heap, or ZGC.',
                    unit: 's',
                    to: ['stoa-http'],
                },
                q(max('instance, action', 'jvm_gc_pause_seconds_max'), '{{action}} {{instance}}'),
            ),
            lines(
                {
                    title: 'Time that pauses take',
                    means: 'Share of the time that a node stood still for collections.',
                    act: 'Above the threshold: less garbage or more heap.',
                    unit: 'percentunit',
                    light: 'gc-overhead',
                },
                q(`sum by (instance) (${rate('jvm_gc_pause_seconds_sum')})`, '{{instance}}'),
            ),
            lines(
                {
                    title: 'Garbage made',
                    means: 'Bytes allocated a second, and bytes that survived into the old generation.',
                    act: 'Allocation follows requests; a jump without them is worth a profile.',
                    unit: 'Bps',
                },
                q(rates('instance', 'jvm_gc_memory_allocated_bytes_total'), 'allocated {{instance}}'),
                q(rates('instance', 'jvm_gc_memory_promoted_bytes_total'), 'survived {{instance}}'),
            ),
        ),
        row(
            'Threads and the process',
            lines(
                {
                    title: 'Virtual threads',
                    means: 'Virtual threads on a carrier, those that wait for one, and the carriers.',
                    act: 'Waiting ones for long: CPU is short, or something pins carriers.',
                    unit: 'none',
                },
                q(sum('', 'jvm_virtual_threads_mounted'), 'on a carrier'),
                q(sum('', 'jvm_virtual_threads_queued'), 'waiting'),
                q(sum('', 'jvm_virtual_threads_carriers'), 'carriers'),
            ),
            lines(
                {
                    title: 'Platform threads',
                    means: 'Platform threads by state.',
                    act: 'Many blocked ones: take a thread dump (`jcmd <pid> Thread.print`).',
                    unit: 'none',
                    stacked: true,
                },
                q(sum('state', 'jvm_threads_states_threads'), '{{state}}'),
            ),
            lines(
                {
                    title: 'CPU by node',
                    means: 'Share of the processors at work: this process, and all of the machine.',
                    act: 'A machine that is busy with others slows everything down here.',
                    unit: 'percentunit',
                    max: 1,
                },
                q(max('instance', 'process_cpu_usage'), 'Stoa {{instance}}'),
                q(max('instance', 'system_cpu_usage'), 'machine {{instance}}'),
            ),
            lines(
                {
                    title: 'Load',
                    means: 'Threads of the machine that run or want to, in the mean of a minute.',
                    act: 'Far above the number of processors everything waits.',
                    unit: 'short',
                },
                q(max('instance', 'system_load_average_1m'), '{{instance}}'),
            ),
            lines(
                {
                    title: 'Files open by node',
                    means: 'File descriptors that are open: connections are most of them.',
                    act: 'A steady rise is a leak.',
                    unit: 'short',
                },
                q(max('instance', 'process_files_open_files'), '{{instance}}'),
            ),
            lines(
                {
                    title: 'Classes',
                    means: 'Classes that are loaded.',
                    act: 'It levels off after minutes.',
                    unit: 'short',
                },
                q(max('instance', 'jvm_classes_loaded_classes'), '{{instance}}'),
            ),
        ),
    ],
});
