import { Refusal, refusalStatus } from '@suotdoi/core/ground';
import { isMessageKey, locales, type MessageKey, translator } from '@suotdoi/messages';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * What becomes of an error that no route has answered itself: a refusal in words, a client's
 * mistake with its status, anything else one log line and a plain sentence.
 */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    if (error instanceof Refusal) {
      if (error.kind === 'unavailable') request.raw.fault(error.cause);
      const code = isMessageKey(error.code) ? error.code : `ground.${error.kind}`;
      return answer(request, reply, { status: refusalStatus[error.kind], code });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return answer(request, reply, { status, code: 'ground.invalid' });
    request.raw.fault(error);
    return answer(request, reply, { status: 500, code: 'ground.server_fault' });
  });
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  about: { status: number; code: string },
): FastifyReply {
  const code = isMessageKey(about.code) ? about.code : 'ground.server_fault';
  reply.code(about.status).header('cache-control', 'no-store');
  if (!(request.headers.accept ?? '').includes('text/html')) {
    return reply.send({ code, message: translator('en')(code), request: request.id });
  }
  return reply.type('text/html; charset=utf-8').send(faultPage(code, request.id));
}

/** In both languages, and of nothing that can itself fail: no database, no build, no style. */
export function faultPage(code: MessageKey, id: string): string {
  const parts = locales.map((locale) => {
    const t = translator(locale);
    const help = `${code}_help`;
    const more = isMessageKey(help) ? `<p>${t(help)}</p>` : '';
    const number = `<p>${t('ground.fault_code', { code: id })}</p>`;
    return `<section lang="${locale}"><h1>${t(code)}</h1>${more}${number}</section>`;
  });
  const title = translator('vi')(code);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`;
  return `<!doctype html><html lang="vi"><head>${head}</head><body><main>${parts.join('<hr>')}</main></body></html>`;
}
