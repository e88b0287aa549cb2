import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A fault at a place of a file. The words are made at the edge from `code` and `values`. */
export interface ContentFault {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

type Path = readonly PropertyKey[];

/** YAML with the line of each part. `line` is where its first line stands in `file`. */
export interface Block {
  readonly value: unknown;
  readonly faults: readonly ContentFault[];
  readonly lineOf: (path: Path) => number;
}

function readYaml(source: string, place: { file: string; line: number }): Block {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => place.line + counter.linePos(offset).line - 1;
  const faults = document.errors.map((error) => ({
    file: place.file,
    line: lineAt(error.pos[0]),
    code: 'library.yaml_broken',
    values: { reason: error.message },
  }));
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return place.line;
  };
  return { value: faults.length > 0 ? undefined : document.toJS(), faults, lineOf };
}

/** Checks a block by a schema; every issue becomes a fault with its line. */
export function readBlock<T extends z.ZodType>(
  schema: T,
  source: string,
  place: { file: string; line: number },
): { value: z.output<T> | null; faults: readonly ContentFault[]; lineOf: Block['lineOf'] } {
  const { value, faults, lineOf } = readYaml(source, place);
  if (faults.length > 0) return { value: null, faults, lineOf };
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, faults: [], lineOf };
  const issues = result.error.issues.map((issue) => issueFault(issue, place.file, lineOf));
  return { value: null, faults: issues, lineOf };
}

function issueFault(issue: z.core.$ZodIssue, file: string, lineOf: Block['lineOf']): ContentFault {
  const at = (path: Path, code: string): ContentFault => ({
    file,
    line: lineOf(path),
    code,
    values: { field: path.map(String).join('.') || '·' },
  });
  if (/^library\.[a-z_]+$/.test(issue.message)) return at(issue.path, issue.message);
  if (issue.code === 'unrecognized_keys') {
    return at([...issue.path, issue.keys[0] ?? ''], 'library.field_unknown');
  }
  const absent = issue.code === 'invalid_type' && issue.message.endsWith('undefined');
  return at(issue.path, absent ? 'library.field_missing' : 'library.field_wrong');
}
