import { type Ctx, isSignedBy, type NodeKey } from '@suotdoi/core/ground';
import { codeText, type ReadCard, signedText } from './rules.ts';

/** The text of a card's QR code, signed by this node. */
export function signCard(ctx: Ctx, id: string): string {
  const signature = nodeKey(ctx).sign(signedText(id));
  return codeText(id, Buffer.from(signature, 'base64'));
}

/** Whether this node signed the code. */
export function isOurs(ctx: Ctx, { id, signature }: Extract<ReadCard, { kind: 'code' }>): boolean {
  const told = Buffer.from(signature).toString('base64');
  return isSignedBy(nodeKey(ctx).publicKey, signedText(id), told);
}

function nodeKey({ key }: Ctx): NodeKey {
  if (!key) throw new Error('cards are signed, but this context has no key');
  return key;
}
