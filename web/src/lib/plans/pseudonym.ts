import type { Translate } from '@suotdoi/messages';

type Kind = 'person' | 'family' | 'clan';

/** Someone without their name: the last three characters of their id tell two of them apart. */
export function pseudonym(t: Translate, kind: Kind, id: string): string {
  return t(`standing.pseudonym_${kind}`, { code: id.slice(-3) });
}

/** What a person, a family or a clan is called on a page; `name` is null for who may not see it. */
export function calledBy(
  t: Translate,
  kind: Kind,
  { id, name }: { id: string; name: string | null },
) {
  if (name === null) return pseudonym(t, kind, id);
  return kind === 'family' ? t('standing.family_of', { name }) : name;
}
