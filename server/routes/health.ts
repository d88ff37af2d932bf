import { Hono } from 'hono';
import type { Service } from '../service.ts';

/** `/healthz`: the process answers. `/readyz`: questions can be answered. */
export function healthRoutes(service: Service): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const library = await service.library();
      return c.json({ status: 'ready', passages: library.passages.length });
    });
}
