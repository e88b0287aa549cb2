import { z } from 'zod';

const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max, 'ground.text_too_long'));

/** What a place writes into a slot. An empty value empties the slot. */
export const channelWritten = z
  .object({
    unit: z.string().min(1, 'ground.field_invalid'),
    channel: z.string().min(1, 'library.unknown_channel'),
    value: line(120),
    source: line(200),
    /** The day somebody made sure of it. */
    checked: z.iso.date('library.checked_form').or(z.literal('')),
  })
  .superRefine(({ value, source, checked }, check) => {
    if (value === '') return;
    const fault = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (source.length < 2) fault('source', 'library.channel_source_missing');
    if (checked === '') fault('checked', 'library.checked_form');
  });
