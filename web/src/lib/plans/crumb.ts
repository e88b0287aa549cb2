import { type Permission, scopeUnits } from '@suotdoi/core/accounts';
import type { Actor } from '@suotdoi/core/ground';
import { NATION, type Unit } from '@suotdoi/core/units';
import type { Locale, Translate } from '@suotdoi/messages';

/** A unit's name in the reader's language. The nation is called so only in its own path. */
export function unitName(unit: { name: string; nameEn: string }, locale: Locale): string {
  return locale === 'en' ? unit.nameEn : unit.name;
}

/**
 * A path of units for UnitCrumb, links only to those the reader may open: from the first one at
 * which they hold the permission.
 */
export function crumbItems(
  path: readonly Unit[],
  { actor, t, permission = 'figures.see' }: { actor: Actor; t: Translate; permission?: Permission },
  href: (unit: string) => string,
): { label: string; href?: string }[] {
  const scope = scopeUnits(actor, permission);
  const from = path.findIndex(({ code }) => scope.includes(code));
  return path.map((unit, i) => ({
    label: unit.code === NATION ? t('plans.nation') : unitName(unit, t.locale),
    ...(from >= 0 && i >= from ? { href: href(unit.code) } : {}),
  }));
}
