/** Replies as the three wire formats write them, one string an event. */
import { type FakeReply, type ProviderKind, pieces, usageOf } from './script.ts';

export interface Wire {
  readonly contentType: string;
  /** The route of a chat request. */
  readonly chat: string;
  before(reply: FakeReply): string[];
  after(reply: FakeReply): string[];
  /** One event each. */
  text(reply: FakeReply): string[];
}

const GARBAGE = 'this is <not> what was agreed upon';

const openAiReasons = { stop: 'stop', length: 'length', filter: 'content_filter' } as const;

function openAiWire(kind: ProviderKind, model: string): Wire {
  const id = `chatcmpl-${kind}-1`;
  const event = (fields: object) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1767225600, model, ...fields })}\n\n`;
  const delta = (delta: object, finish_reason: string | null = null) =>
    event({ choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null });
  // DeepSeek and Qwen name the empty one of the two fields in every chunk.
  const namesBoth = kind === 'deepseek' || kind === 'qwen';
  return {
    contentType: 'text/event-stream; charset=utf-8',
    chat: '/chat/completions',
    before: ({ keepAlives = 0, think }) => [
      ...Array.from({ length: keepAlives }, () => ': keep-alive\n\n'),
      delta({ role: 'assistant', content: '', ...(namesBoth && { reasoning_content: think ? '' : null }) }),
      ...(think?.match(/.{1,6}/gsu) ?? []).map((piece) =>
        delta({ ...(namesBoth && { content: null }), reasoning_content: piece }),
      ),
    ],
    text: (reply) =>
      pieces(reply).map((piece) => delta({ content: piece, ...(namesBoth && { reasoning_content: null }) })),
    after: (reply) => {
      if (reply.garbage) return [`data: ${GARBAGE}\n\n`];
      if (reply.failInStream)
        return [`data: ${JSON.stringify({ error: { message: 'CUDA error', type: 'server_error' } })}\n\n`];
      const end = openAiReasons[(reply.end ?? 'stop') as keyof typeof openAiReasons];
      if (!end) return [];
      const { prompt, completion } = usageOf(reply);
      const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
      // DeepSeek counts in the last chunk that has a choice, the others in a chunk of its own.
      if (kind === 'deepseek') {
        return [
          event({
            choices: [
              { index: 0, delta: { content: '', reasoning_content: null }, logprobs: null, finish_reason: end },
            ],
            usage,
          }),
          'data: [DONE]\n\n',
        ];
      }
      return [
        delta(namesBoth ? { content: '', reasoning_content: null } : {}, end),
        event({ choices: [], usage }),
        'data: [DONE]\n\n',
      ];
    },
  };
}

function ollamaWire(model: string): Wire {
  const line = (fields: object) =>
    `${JSON.stringify({ model, created_at: '2026-01-01T00:00:00.000000Z', ...fields })}\n`;
  const said = (message: object) => line({ message: { role: 'assistant', content: '', ...message }, done: false });
  return {
    contentType: 'application/x-ndjson',
    chat: '/api/chat',
    before: ({ think }) => (think?.match(/.{1,6}/gsu) ?? []).map((thinking) => said({ thinking })),
    text: (reply) => pieces(reply).map((content) => said({ content })),
    after: (reply) => {
      if (reply.garbage) return [`${GARBAGE}\n`];
      if (reply.failInStream) return ['{"error":"an error was encountered while running the model"}\n'];
      const { end = 'stop' } = reply;
      if (end !== 'stop' && end !== 'length') return [];
      const { prompt, completion } = usageOf(reply);
      return [
        line({
          message: { role: 'assistant', content: '' },
          done: true,
          done_reason: end,
          total_duration: 4883583458,
          load_duration: 1334875,
          prompt_eval_count: prompt,
          prompt_eval_duration: 342546000,
          eval_count: completion,
          eval_duration: 4535599000,
        }),
      ];
    },
  };
}

const anthropicReasons = { stop: 'end_turn', length: 'max_tokens', filter: 'refusal' } as const;

function anthropicWire(model: string): Wire {
  const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const block = (index: number, content_block: object, deltas: object[]) => [
    event('content_block_start', { index, content_block }),
    ...deltas.map((delta) => event('content_block_delta', { index, delta })),
  ];
  return {
    contentType: 'text/event-stream; charset=utf-8',
    chat: '/v1/messages',
    before: ({ think, keepAlives = 0 }) => [
      event('message_start', {
        message: {
          id: 'msg_fake',
          type: 'message',
          role: 'assistant',
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 42, output_tokens: 1 },
        },
      }),
      ...Array.from({ length: 1 + keepAlives }, () => event('ping', {})),
      ...(think
        ? [
            ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
              { type: 'thinking_delta', thinking: think },
            ]),
            event('content_block_stop', { index: 0 }),
          ]
        : []),
    ],
    text: (reply) => {
      const deltas = pieces(reply).map((text) => ({ type: 'text_delta', text }));
      return block(reply.think ? 1 : 0, { type: 'text', text: '' }, deltas);
    },
    after: (reply) => {
      if (reply.garbage) return [`event: content_block_delta\ndata: ${GARBAGE}\n\n`];
      if (reply.failInStream) return [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })];
      const stop_reason = anthropicReasons[(reply.end ?? 'stop') as keyof typeof anthropicReasons];
      if (!stop_reason) return [];
      return [
        event('content_block_stop', { index: reply.think ? 1 : 0 }),
        event('message_delta', {
          delta: { stop_reason, stop_sequence: null },
          usage: { output_tokens: usageOf(reply).completion },
        }),
        event('message_stop', {}),
      ];
    },
  };
}

export function wireOf(kind: ProviderKind, model: string): Wire {
  if (kind === 'ollama') return ollamaWire(model);
  if (kind === 'anthropic') return anthropicWire(model);
  return openAiWire(kind, model);
}
