/** An ingest as a person sees it: on a terminal with a bar, elsewhere with a line now and then. */
import { Presets, SingleBar } from 'cli-progress';
import type { Done, IngestEvent, IngestView } from './events.ts';
import type { Plan } from './plan.ts';

type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * @param out for results. @param err for progress and trouble.
 * @param all tells what was left out before one by one too: in each ingest's log it would hide what is new.
 */
export function createPersonView(out: Stream, err: Stream, all: boolean): IngestView {
  const progress = err.isTTY ? bar(err) : lines(err);
  return {
    show(event) {
      if (event.type === 'progress' || event.type === 'reading') return progress.update(event);
      if (event.type === 'left-out' && event.asBefore && !all) return;
      progress.end();
      const [stream, text] = sentence(event);
      (stream === 'out' ? out : err).write(`${text}\n`);
    },
  };
}

/** What a bar shows. */
type Step = Extract<IngestEvent, { type: 'progress' | 'reading' }>;

function sentence(event: Exclude<IngestEvent, Step>): ['out' | 'err', string] {
  switch (event.type) {
    case 'left-out':
      return ['err', `Left out ${event.file}: it ${[event.reason, event.advice].filter(Boolean).join(' ')}`];
    case 'waiting':
      return [
        'err',
        `Waiting for ${event.file}, which may still be being saved: it ${event.reason} It is left out if it does not change for another ${event.seconds} s; until then the index stays as it is.`,
      ];
    case 'held-back':
      return [
        'err',
        `Held back for ${duration(event.seconds)}: ${event.removed} of the ${event.served} versions of articles in the index are gone from ${event.folder} or cannot be read there. Put them back if they are not meant to go (is a disk not mounted?); if they are, npm run ingest removes them at once. Until then the index stays as it is.`,
      ];
    case 'warning':
    case 'failed':
      return ['err', event.message];
    case 'plan':
      return ['out', planned(event)];
    case 'done':
      return ['out', done(event)];
    case 'watching':
      return ['err', `Watching ${event.folder}. Ctrl-C ends it.`];
  }
}

function done({ articles, versions, passages, embedded, leftOut, leftOutBefore, seconds, ...changes }: Done): string {
  const fresh = leftOut - leftOutBefore;
  const kinds = (['added', 'changed', 'moved', 'removed'] as const).filter((kind) => changes[kind] > 0);
  return [
    `Indexed ${count(articles, 'article')} in ${count(versions, 'version')}: ${count(passages, 'passage')}, ${embedded} of them new, in ${seconds.toFixed(1)} s.`,
    kinds.length > 0 ? `${kinds.map((kind) => `${changes[kind]} ${kind}`).join(', ')}.` : 'No article has changed.',
    ...(fresh > 0 ? [`Left out ${fresh}, named above.`] : []),
    ...(leftOutBefore > 0 ? [`${leftOutBefore} left out as before; --plan lists them.`] : []),
  ].join(' ');
}

/** Names shown of each kind; `--json` has them all. */
const NAMED = 20;

function planned(plan: Plan): string {
  const relabelled = new Map<string, string>();
  for (const { file, what, from, to } of plan.relabelled)
    relabelled.set(file, `${relabelled.get(file) ?? ''}; ${what} ${from} → ${to}`);
  const named = (file: string, text: string) => text + (relabelled.get(file) ?? '');
  const moved = plan.moved.map(({ from, to }) => named(to, `${from} → ${to}`));
  const told = new Map(plan.articles.map((article) => [article.file, article]));
  const withTold = (files: readonly string[]) =>
    files.map((file) => {
      const { id, language, date } = told.get(file)!;
      return named(file, `${file}: ${id}, ${language}, ${date ?? 'no date'}`);
    });
  const kinds = [
    ['added', withTold(plan.added)],
    ['changed', withTold(plan.changed)],
    ['moved', moved],
    ['removed', plan.removed],
  ] as const;
  return [
    ...kinds.flatMap(([kind, names]) => [
      `${names.length} ${kind}`,
      ...names.slice(0, NAMED).map((name) => `  ${name}`),
      ...(names.length > NAMED ? [`  and ${names.length - NAMED} more`] : []),
    ]),
    `${plan.unchanged} unchanged`,
    ...(plan.rebuild ? [`The whole index is made anew: ${plan.rebuild}`] : []),
    `${count(plan.passages, 'passage')}, ${plan.toEmbed} to embed. Reading and embedding take about ${duration(plan.seconds)}.`,
  ].join('\n');
}

function duration(seconds: number): string {
  if (seconds < 90) return count(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 5400) return count(Math.round(seconds / 60), 'minute');
  return `${(seconds / 3600).toFixed(1)} hours`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

interface ProgressView {
  update(step: Step): void;
  end(): void;
}

const FORMATS = {
  reading: 'Reading {bar} {value} of {total} files',
  progress: 'Indexing {bar} {value}/{total} passages · {rate}/s · {left} left · {title}',
};

function bar(stream: Stream): ProgressView {
  let view: SingleBar | undefined;
  let shown: Step['type'] | undefined;
  const end = () => {
    view?.stop();
    view = undefined;
  };
  return {
    update(step) {
      const { type, done, total } = step;
      if (total === 0) return;
      const values = type === 'progress' ? valuesOf(step) : {};
      if (type !== shown) end();
      if (view) return view.update(done, values);
      shown = type;
      view = new SingleBar({ stream, format: FORMATS[type], hideCursor: true }, Presets.shades_classic);
      view.start(total, done, values);
    },
    end,
  };
}

const valuesOf = ({ title, perSecond, secondsLeft }: Extract<Step, { type: 'progress' }>) => ({
  title,
  rate: perSecond ?? '–',
  left: secondsLeft === undefined ? '–' : duration(secondsLeft),
});

/** Between two lines, so that a log of a long build stays readable. */
const EVERY_MS = 2000;

function lines(stream: Stream): ProgressView {
  let last = 0;
  return {
    update(step) {
      const { done, total } = step;
      const now = performance.now();
      if (total === 0 || (done < total && now - last < EVERY_MS)) return;
      last = now;
      stream.write(`${line(step)}\n`);
    },
    end: () => {},
  };
}

function line(step: Step): string {
  if (step.type === 'reading') return `Reading ${step.done} of ${step.total} files`;
  const { done, total, title, perSecond, secondsLeft } = step;
  const pace = perSecond && done < total ? ` · ${perSecond}/s · ${duration(secondsLeft ?? 0)} left` : '';
  return `Indexing ${done}/${total} passages${pace}${title && ` · ${title}`}`;
}
