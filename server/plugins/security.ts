import type { FastifyInstance, FastifyRequest } from 'fastify';

// No script, style or frame but our own files: nothing written into a page can run.
const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
} as const;

/** Headers every answer carries, and the gate that keeps other sites from writing in our name. */
export function security(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
    if (request.protocol === 'https') {
      reply.raw.setHeader('strict-transport-security', 'max-age=31536000');
      reply.raw.setHeader('cross-origin-opener-policy', 'same-origin');
    }
    if (isForeignWrite(request)) return reply.code(403).send({ error: 'cross-origin write' });
  });
}

/**
 * A write that a browser sends from another origin, another port of this machine included, since
 * ports share cookies. Machines send no Origin and carry their own credentials.
 */
function isForeignWrite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  // There nobody is let in by a cookie: see machines.ts.
  if (request.url.startsWith('/xapi/')) return false;
  const { origin } = request.headers;
  return origin !== undefined && origin !== `${request.protocol}://${request.host}`;
}
