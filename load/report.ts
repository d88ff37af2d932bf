/** `docs/load.md`. */
import { type Run, tenth } from './figures.ts';
import { leftOf } from './memory.ts';
import type { LoadReport } from './test.ts';
import { verdict } from './verdict.ts';

export function loadMarkdown(report: LoadReport): string {
  const { machine, loadAverage, unloaded, saturated, overloaded, seconds } = report;
  const runs = [unloaded, saturated, overloaded];
  const row = (title: string, cell: (run: Run) => string) => `| ${title} | ${runs.map(cell).join(' | ')} |`;
  const ratio = (value: (run: Run) => number) => (run: Run) => {
    const own = value(run);
    const times = Math.round((own / value(unloaded)) * 10) / 10;
    return own === 0 ? '–' : run === unloaded ? `${own}` : `${own} (×${times})`;
  };
  return `# Under load

Made by \`npm run load\`, which measures one server process on its own machine: questions of \`test/eval\` in Cantonese, written Chinese and English, over loopback, none limited (\`RATE_LIMIT=0\`), the answers made of the articles' own sentences. Questions come at their time whether the ones before are answered or not; times count from when a question was due. In brackets: as a multiple of the unloaded run of the same process.

Node ${machine.node}, ${machine.cores} cores that the load generator and the ingests share with the server, at niceness ${machine.niceness}${machine.session ? ` in a session at niceness ${machine.session}` : ''}; load average of the machine ${loadAverage.before} before and ${loadAverage.after} after. More than about ${machine.cores} before means that other programs were measured with it${machine.session && machine.session < 0 ? ', as far as they got a turn' : ''}.

| | unloaded: one question at a time | saturated: ${saturatedBy(report)} | overloaded: twice that rate for ${seconds} s, with ingests |
|---|---|---|---|
${[
  row('asked a second', ({ asked }) => `${asked}`),
  row(
    'answered a second',
    ratio(({ answered }) => answered),
  ),
  row('replies by status', ({ statuses }) => statusesIn(statuses)),
  row(
    'answer, median (ms)',
    ratio(({ answers }) => answers.p50),
  ),
  row(
    'answer, 99th percentile (ms)',
    ratio(({ answers }) => answers.p99),
  ),
  row('refusal, median (ms)', ({ refusals }) => (refusals.count ? `${refusals.p50}` : '–')),
  row('refusal, 99th percentile (ms)', ({ refusals }) => (refusals.count ? `${refusals.p99}` : '–')),
  row(
    'event-loop delay, 99th percentile (ms)',
    ratio(({ lag }) => lag.p99),
  ),
  row(
    'event-loop delay, longest (ms)',
    ratio(({ lag }) => lag.max),
  ),
  row(
    'memory resident: first, highest, last second (MiB)',
    ({ resident }) => `${resident[0]}, ${Math.max(...resident)}, ${resident.at(-1)}`,
  ),
].join('\n')}

| memory after a collection (MiB) | heap | external | array buffers | together | resident |
|---|---:|---:|---:|---:|---:|
${report.collected.map(collectedRow).join('\n')}

| promised | measured | |
|---|---|---|
${verdict(report)
  .map(({ promised, measured, kept }) => `| ${promised} | ${measured} | ${kept ? 'kept' : '**not kept**'} |`)
  .join('\n')}

The delay of the event loop includes the 10 ms of the timer that measures it.

V8 collects garbage when it sees fit, so the resident size of a server that keeps nothing rises and falls. So in the middle of each third of the overload the garbage of all its threads is collected, three times, and the one counts that left least: while one index takes over from another, two are open. These nine collections are in the delays and times above. Beside what JavaScript holds, resident memory has the model, the native graph, and what allocators keep for later.
`;
}

const collectedRow = (each: LoadReport['collected'][number], third: number): string => {
  const left = tenth(leftOf(each));
  return `| ${['first', 'second', 'last'][third]} third | ${each.heap} | ${each.external} | ${each.arrayBuffers} | ${left} | ${each.resident} |`;
};

const saturatedBy = ({ readers }: LoadReport): string => `${readers} readers who ask again at once`;

const statusesIn = (statuses: Run['statuses']): string =>
  Object.entries(statuses)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');
