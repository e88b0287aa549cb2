import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { faultPage } from './errors.ts';
import { dressHtml } from './html.ts';

/** adapter-node's middleware: files of the build, then pages. */
export type WebHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void | Promise<void>;

// The names under which the pages are told what we know; a client's own are overwritten.
const PROTOCOL = 'x-suotdoi-protocol';
const HOST = 'x-suotdoi-host';
const ADDRESS = 'x-suotdoi-address';

/** Loads the built pages. They read these names from the environment once, when loaded. */
export async function loadWeb(handlerFile: URL): Promise<WebHandler> {
  process.env.PROTOCOL_HEADER = PROTOCOL;
  process.env.HOST_HEADER = HOST;
  process.env.ADDRESS_HEADER = ADDRESS;
  // A list of twenty thousand people; forms are a thousandth of it.
  process.env.BODY_SIZE_LIMIT = '4M';
  const built = (await import(handlerFile.href)) as { handler: WebHandler };
  return built.handler;
}

/** Everything that is no other route is a page, or a file of the build. */
export async function web(
  app: FastifyInstance,
  { handler }: { handler: WebHandler },
): Promise<void> {
  // Pages read their forms themselves.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.all('/*', (request, reply) => {
    const { raw } = request;
    raw.headers[PROTOCOL] = request.protocol;
    raw.headers[HOST] = request.host;
    raw.headers[ADDRESS] = request.ip;
    reply.hijack();
    dressHtml(raw, reply.raw);
    const failed = (error: unknown) => {
      const code = raw.fault(error);
      if (reply.raw.headersSent) return reply.raw.destroy();
      reply.raw.setHeader('content-type', 'text/html; charset=utf-8');
      return reply.raw.writeHead(500).end(faultPage('ground.server_fault', code));
    };
    Promise.resolve(handler(raw, reply.raw, () => reply.raw.writeHead(404).end())).catch(failed);
  });
}
