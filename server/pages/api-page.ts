/** `GET /docs`: the description of the API as a page without script. In English, as the description is. */
import { html } from 'hono/html';
import type { Language } from '../../core/types.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { type Markup, page } from './page.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
}

interface Content {
  readonly [type: string]: {
    readonly schema: Schema;
    readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

interface Described {
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface ApiPageOptions {
  readonly document: OpenApiDocument;
  /** Of the interface. */
  readonly language: Language;
}

export function apiPage({ document, language }: ApiPageOptions): string {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(path, method, described as unknown as Described)),
  );
  const schemas = Object.entries(components.schemas as Record<string, Schema>).map(
    ([name, schema]) => html`<h3 id="schema-${name}">${name}</h3>${fields(schema)}`,
  );
  const body = html`<article class="prose" lang="en">
<h1>${info.title} API</h1>
<p>${marked(info.description)}</p>
<p>As OpenAPI ${document.openapi}: <a href="/openapi.json">/openapi.json</a></p>
<p>Any route may also answer 429, with <code>Retry-After</code>, and 500, with the <code>requestId</code> that is in the server’s log.</p>
${operations}
<h2>What comes back</h2>
${schemas}
</article>`;
  return page({ language, body, title: 'API · Samman', kind: 'inner', widget: false });
}

function operation(path: string, method: string, { summary, parameters, requestBody, responses }: Described): Markup {
  const schema: Schema = {
    properties: Object.fromEntries((parameters ?? []).map(({ name, schema }) => [name, schema])),
    required: (parameters ?? []).filter(({ required }) => required).map(({ name }) => name),
  };
  const json = requestBody?.content['application/json'];
  return html`<h2 id="${method}${path}"><code>${method.toUpperCase()} ${path}</code></h2>
<p>${marked(summary)}</p>
${parameters ? fields(schema) : ''}
${json ? fields(json.schema) : ''}
${Object.entries(json?.examples ?? {}).map(([, { value }]) => html`<pre tabindex="0"><code>${JSON.stringify(value)}</code></pre>`)}
<ul>${Object.entries(responses)
    .filter(([status]) => status !== '429' && status !== '500')
    .map(([status, response]) => answer(status, response.description, response.content))}</ul>`;
}

function answer(status: string, description: string, content: Content = {}): Markup {
  const kinds = Object.entries(content).map(([type, { schema }]) => {
    const name = schema.$ref?.split('/').at(-1);
    return html`<br><code>${type}</code> ${name ? html`<a href="#schema-${name}">${name}</a>` : marked(schema.description ?? '')}`;
  });
  return html`<li><strong>${status}</strong> ${marked(description)}${kinds}</li>`;
}

function fields(schema: Schema): Markup | '' {
  const rows = rowsOf(schema, '');
  if (rows.length === 0) return '';
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead>
<tbody>${rows.map(([name, type, said]) => html`<tr><td><code>${name}</code></td><td>${type}</td><td>${marked(said)}</td></tr>`)}</tbody>
</table></div>`;
}

/** A row a field, those of inner objects as `history[].role`. */
function rowsOf(
  { properties = {}, required = [] }: Schema,
  above: string,
): [name: string, type: Markup, said: string][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const list = schema.type === 'array' ? schema.items : undefined;
    const full = `${above}${name}${list ? '[]' : ''}`;
    const optional = required.includes(name) ? '' : ', optional';
    return [
      [full, html`${typeOf(list ?? schema)}${optional}`, saidOf(schema)] as [string, Markup, string],
      ...rowsOf(list ?? schema, `${full}.`),
    ];
  });
}

function typeOf({ type, enum: values, const: only, format }: Schema): Markup {
  if (only !== undefined) return quoted(only);
  if (values) return html`${values.map((value, i) => html`${i ? ' or ' : ''}${quoted(value)}`)}`;
  return html`${[type, format].filter(Boolean).join(', ')}`;
}

const quoted = (value: unknown): Markup => html`<span class="value">“${value}”</span>`;

function saidOf({ description, default: value, minimum, maximum, maxLength, maxItems }: Schema): string {
  const unbounded = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER;
  return [
    description,
    minimum !== undefined && !unbounded && `From ${minimum} to ${maximum}.`,
    maxLength !== undefined && `At most ${maxLength} characters.`,
    maxItems !== undefined && `At most ${maxItems}.`,
    value !== undefined && `${value} if not given.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Backticks as code. */
const marked = (text: string): Markup[] =>
  text.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : html`${part}`));
