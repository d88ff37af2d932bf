/** `GET /metrics`: for Prometheus, with ADMIN_TOKEN or a key of the scope `metrics`. */
import { Hono } from 'hono';
import type { KeyRing } from '../guard/api-keys.ts';
import { bearerOf } from '../guard/bearer.ts';
import { sameSecret } from '../guard/same-secret.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Problem } from '../problem.ts';

interface MetricsRoutesOptions {
  readonly metrics: Metrics;
  readonly adminToken: string;
  readonly keys: KeyRing;
}

/** Not by the peer's address: behind a proxy on the same machine everybody comes from there. */
export function metricsRoutes({ metrics, adminToken, keys }: MetricsRoutesOptions): Hono {
  return new Hono().get('/metrics', async (c) => {
    const bearer = bearerOf(c);
    const admin = adminToken !== '' && bearer !== undefined && sameSecret(bearer, adminToken);
    if (!admin && !(await keys.of(c))?.scopes.includes('metrics')) {
      c.header('www-authenticate', 'Bearer realm="metrics"');
      throw new Problem(
        401,
        'Send ADMIN_TOKEN, or a key of npm run keys -- add prometheus --scope metrics, as bearer.',
      );
    }
    const { text, type } = await metrics.expose();
    return c.body(text, 200, { 'content-type': type, 'cache-control': 'no-store' });
  });
}
