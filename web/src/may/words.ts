import words from 'virtual:may-words';
import type { MessageKey } from '@suotdoi/messages';

/** Words of the app: a sentence with its places filled in. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: 'vi' | 'en'): Say {
  const own = words[language];
  return (key, values = {}) =>
    (own[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** "4/10/2026, 8 giờ 05" and "4 Oct 2026, 8:05", by the phone's own clock. */
export function moment(at: string, language: 'vi' | 'en'): string {
  const when = new Date(at);
  const day = `${when.getDate()}/${when.getMonth() + 1}/${when.getFullYear()}`;
  const minute = String(when.getMinutes()).padStart(2, '0');
  return language === 'vi'
    ? `${day}, ${when.getHours()} giờ ${minute}`
    : `${when.toDateString().slice(4)}, ${when.getHours()}:${minute}`;
}

/** "12 KB", "0,9 MB". */
export function size(bytes: number, language: 'vi' | 'en'): string {
  if (bytes < 950_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  const mega = (bytes / 1_000_000).toFixed(1);
  return `${language === 'vi' ? mega.replace('.', ',') : mega} MB`;
}
