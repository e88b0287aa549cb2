import { oldProvincesFile, unitsFile } from '@suotdoi/content';
import { type Day, foldText } from '@suotdoi/core/ground';
import { z } from 'zod';
import { unitsContent } from './model.ts';

/** A name from before July 2025, as people still type it. */
export interface OldName {
  /** Districts, and provincial towns and cities; townlets (thị trấn); provinces that were merged. */
  readonly kind: 'district' | 'town' | 'province';
  /** As it was typed. */
  readonly name: string;
  /** From which day it is no more. */
  readonly ended: Day;
  /** The code of the unit it is part of today, where that is known. */
  readonly into: string | null;
}

const { districtsEnded, provinces } = z
  .object({
    districtsEnded: z.iso.date(),
    provinces: z.array(z.tuple([z.string(), z.string(), z.iso.date()])),
  })
  .parse(oldProvincesFile);

const merged = new Map(provinces.map(([name, into, ended]) => [foldText(name), { into, ended }]));
/** Cities that are provinces, so that "thành phố Huế" is no district. */
const cities = unitsContent
  .parse(unitsFile)
  .provinces.filter(([, , , kind]) => kind === 'city')
  .map(([, name]) => foldText(name).replace(/^tp /, ''));

const provinceWord = /^(?:tinh|t) /;
const districtWord = /^(?:huyen|h|quan|q|thi xa|tx|thanh pho|tp) ?(?=.)/;
const townWord = /^(?:thi tran|tt) /;

/**
 * Pure: recognises a name of the time before July 2025: "huyện Nam Đàn", "TP. Vinh", "thị trấn
 * Hưng Nguyên", "tỉnh Hà Nam". Null for anything else; a commune's old name is known to the
 * database alone. Marks, case and abbreviations do not matter.
 */
export function oldNameIn(text: string): OldName | null {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const folded = foldText(name);
  if (townWord.test(folded)) return { kind: 'town', name, ended: districtsEnded, into: null };
  const province = merged.get(folded.replace(provinceWord, ''));
  if (province) return { kind: 'province', name, ...province };
  if (!isDistrict(name, folded)) return null;
  return { kind: 'district', name, ended: districtsEnded, into: null };
}

/** One letter stands for the level only with its dot: "H. Nam Đàn", "Q.1". */
function isDistrict(name: string, folded: string): boolean {
  if (/^[hq]\s*[^.]/iu.test(name) && !/^(?:huyen|quan) /.test(folded)) return false;
  const rest = folded.replace(districtWord, '');
  return rest !== folded && !cities.includes(rest);
}
