import skillList from './skills/skills.json' with { type: 'json' };
import basic from './standards/basic-digital-skills.json' with { type: 'json' };
import oldProvinces from './units/old-provinces.json' with { type: 'json' };
import vietNam from './units/viet-nam.json' with { type: 'json' };

/** 36 small observable skills: what an instructor sees a learner do in two minutes. Ours. */
export const skillsFile: unknown = skillList;
/** The dated rule for "kỹ năng số cơ bản" of a citizen, family, clan and community. Ours, not law. */
export const basicStandardFile: unknown = basic;
/** The nation, its 34 provinces, and the communes and villages of the demonstration province. */
export const unitsFile: unknown = vietNam;
/** Provinces that were merged into others on 1 July 2025, and into which. */
export const oldProvincesFile: unknown = oldProvinces;
/** Where the record's xAPI profile stands: JSON-LD for other programs, the words of core/record. */
export const xapiProfileFile: URL = new URL('./xapi-profile.jsonld', import.meta.url);
/** The folder with `courses/` and `channels.json`; core/library reads them. */
export const contentFolder: URL = new URL('.', import.meta.url);
