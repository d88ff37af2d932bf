/** OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), from the schemas that validate. */
import { z } from 'zod';
import { OPERATIONS, type Operation } from './operations.ts';
import { RESPONSES } from './responses.ts';

type Json = Readonly<Record<string, unknown>>;

const DESCRIPTION =
  'Answers questions from an organisation’s own articles, in the language of the question: Cantonese (`yue`), written ' +
  'Chinese (`zh-Hans`, `zh-Hant`) or English (`en`). Errors are `application/problem+json` and name the field.';

const ANY: Readonly<Record<number, string>> = {
  429: 'Too many requests from this client; `Retry-After` says when to come back.',
  500: 'The server failed; its log has the `requestId`.',
};

/** @param version of the program. */
export function openApiDocument(version: string) {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Samman 三文', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(RESPONSES).map(([name, schema]) => [name, json(schema, 'output')])),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, needed where API_KEYS is `required`.' },
        metrics: { type: 'http', scheme: 'bearer', description: 'ADMIN_TOKEN, or a key with the scope `metrics`.' },
      },
    },
  };
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>;

function described(operation: Operation): Json {
  const { method, path, tag, summary, query, body, secured, examples = {} } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', minLength: 1 } })),
    ...(query ? queryParameters(query) : []),
  ];
  return {
    operationId: `${method}${path.replace(/[^a-z]+(.|$)/g, (_, letter: string) => letter.toUpperCase()) || 'Front'}`,
    tags: [tag],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: json(body, 'input'),
            examples: Object.fromEntries(
              Object.entries(examples)
                .filter(([, { status }]) => status < 300)
                .map(([name, { request }]) => [name, { value: request }]),
            ),
          },
        },
      },
    }),
    // An empty requirement beside the key: it is needed only where the operator says so.
    ...(secured && { security: secured === 'key' ? [{}, { key: [] }] : [{ metrics: [] }] }),
    responses: responses(operation),
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = json(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function responses({ answers, types = {}, statuses = {}, path }: Operation): Json {
  const content: Record<string, Json> = {
    ...(answers && { 'application/json': { schema: { $ref: `#/components/schemas/${answers}` } } }),
    ...Object.fromEntries(Object.entries(types).map(([type, description]) => [type, { schema: { description } }])),
  };
  const problems = { ...(path.endsWith('z') ? {} : ANY), ...statuses };
  const problem = path.startsWith('/v1/')
    ? { 'application/json': { schema: { $ref: '#/components/schemas/OpenAiError' } } }
    : { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    ...(Object.keys(content).length > 0 && { 200: { description: 'Done.', content } }),
    ...Object.fromEntries(
      Object.entries(problems).map(([status, description]) => [
        status,
        // A browser that navigates gets the problem as a page.
        status < '400' ? { description } : { description, content: { ...problem, ...page(types) } },
      ]),
    ),
  };
}

const page = (types: Readonly<Record<string, string>>) =>
  'text/html' in types ? { 'text/html': { schema: { description: 'A page that says so.' } } } : {};

function json(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
