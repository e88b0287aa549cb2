/** A refused form, as its page shows it: what is wrong, where, and what had been typed. */
export interface Trouble {
  readonly message: string;
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  readonly values: Typed;
}

/** What was typed, by the names of the fields. */
export type Typed = Readonly<Record<string, readonly string[]>>;

type MaybeTrouble = Trouble | null | undefined;

/** What is wrong with a field, in words. */
export function faultOf(form: MaybeTrouble, path: string): string | undefined {
  return form?.faults.find((fault) => fault.path === path)?.message;
}

/** What a field shows again after a refusal; `otherwise` the first time. */
export function kept(form: MaybeTrouble, name: string, otherwise = ''): string {
  return form ? (form.values[name]?.[0] ?? '') : otherwise;
}

/** Whether a checkbox or radio was picked; `otherwise` the first time. */
export function isPicked(form: MaybeTrouble, [name, value]: [string, string], otherwise = false) {
  return form ? (form.values[name] ?? []).includes(value) : otherwise;
}

/** What a form brought, to be shown again. Files and the fields named in `secret` are left out. */
export function typed(data: FormData, secret: readonly string[] = []): Typed {
  const values = new Map<string, string[]>();
  for (const [name, value] of data) {
    if (typeof value !== 'string' || secret.includes(name)) continue;
    const list = values.get(name) ?? [];
    list.push(value);
    values.set(name, list);
  }
  return Object.fromEntries(values);
}

type Tree = { [name: string]: Tree | string };

/**
 * A form's fields as the input of a command: "members.0.birthYear" becomes
 * `{members: [{birthYear}]}`. Lists are numbered from 0 without gaps, so that a fault's path is
 * again the name of its field.
 */
export function nested(data: FormData): Record<string, unknown> {
  const root: Tree = Object.create(null);
  for (const [name, value] of data) {
    if (typeof value !== 'string') continue;
    const path = name.split('.');
    const last = path.pop() ?? '';
    let at = root;
    for (const step of path) {
      const next = at[step];
      at = at[step] = typeof next === 'object' ? next : Object.create(null);
    }
    at[last] = value;
  }
  return unfold(root) as Record<string, unknown>;
}

function unfold(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const entries = Object.entries(tree);
  const list = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (list) return entries.map(([, value]) => unfold(value));
  return Object.fromEntries(entries.map(([name, value]) => [name, unfold(value)]));
}
