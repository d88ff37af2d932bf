/** OpenTelemetry traces of answers, over OTLP/HTTP. Loaded only where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
import { ROOT_CONTEXT, type SpanContext, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { AnswerRecord } from './watch.ts';

interface Tracing {
  answer(record: AnswerRecord): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * @param endpoint the collector's base address; the SDK reads OTEL_EXPORTER_OTLP_HEADERS and its other variables
 * itself. A collector that is away costs the spans and nothing else.
 */
export function startTracing(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'samman' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('samman');
  return {
    answer({ requestId, traceparent, startedAt, length, outcome, ms, language, backend, fallback }) {
      const remote = parentOf(traceparent);
      const parent = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
      const attributes = {
        'samman.request_id': requestId,
        'samman.question.length': length,
        'samman.outcome': outcome,
        ...(language && { 'samman.language': language }),
        ...(backend && { 'samman.backend': backend }),
        ...(fallback && { 'samman.fallback': fallback }),
      };
      const whole = tracer.startSpan('answer', { startTime: startedAt, attributes }, parent);
      if (outcome === 'failed' || outcome === 'late') whole.setStatus({ code: SpanStatusCode.ERROR });
      const within = trace.setSpan(parent, whole);
      const stage = (name: string, from: number, to: number) =>
        tracer.startSpan(name, { startTime: startedAt + from }, within).end(startedAt + to);
      if (ms.retrieval !== undefined) stage('retrieval', 0, ms.retrieval);
      if (ms.firstToken !== undefined) {
        stage('first token', ms.retrieval ?? 0, ms.firstToken);
        stage('writing', ms.firstToken, ms.total);
      }
      whole.end(startedAt + ms.total);
    },
    close: () => provider.shutdown(),
  };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function parentOf(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags!, 16) & 1, isRemote: true };
}
