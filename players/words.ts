/** The keys of messages that players use. */
type Key = `players.${Name}`;
const names = [
  ...['drawn', 'found_some', 'found_one', 'done', 'again', 'on', 'off'],
  ...['question_of', 'unsure', 'see_result', 'right', 'look_again', 'good_to_know', 'choose_first'],
  ...['choose_several', 'press_in_order', 'match_each', 'your_answer', 'part_of', 'to_part'],
  ...['back_to', 'finish', 'why', 'steps', 'practice', 'check', 'share', 'stuck', 'finished'],
] as const;
type Name = (typeof names)[number];

/** A translator as messages has it. */
type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** A word of a player, filled with its values. */
export type Words = (name: Name, values?: Readonly<Record<string, string | number>>) => string;

/** Words for players from a translator that knows the keys `players.*`. */
export function playerWords(t: Say): Words {
  return (name, values) => t(`players.${name}`, values);
}

/**
 * The sentences themselves, for a script that has no translator: `{n}` and the like are left in
 * place and filled by `wordsFrom`. Nothing in them counts in plural.
 */
export function playerSentences(t: Say): Record<string, string> {
  const blank = Object.fromEntries(
    ['n', 'of', 'left', 'found', 'part', 'label'].map((name) => [name, `{${name}}`]),
  );
  return Object.fromEntries(names.map((name) => [name, t(`players.${name}`, blank)]));
}

export function wordsFrom(sentences: Readonly<Record<string, string>>): Words {
  return (name, values = {}) =>
    (sentences[name] ?? '').replace(/\{(\w+)\}/g, (whole, key: string) =>
      String(values[key] ?? whole),
    );
}
