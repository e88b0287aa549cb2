import { crc32 } from 'node:zlib';

type Cell = string | number | null | { readonly formula: string; readonly value: number };

/**
 * A workbook of one sheet as spreadsheets write it: texts in place, merged cells empty but for the
 * first. Made by hand, because the messy sheets of our journeys are what no library would write.
 */
export function workbook(rows: readonly (readonly Cell[])[], merged: readonly string[]): Buffer {
  const data = rows.map((row, i) => `<row r="${i + 1}">${row.map(cellAt(i)).join('')}</row>`);
  const merges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return zip({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Default Extension="xml" ContentType="${SHEETS}.sheet.main+xml"/>
      <Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEETS}.worksheet+xml"/></Types>`,
    '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">
      <sheets><sheet name="Nhan khau" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${data.join('')}</sheetData>
      <mergeCells count="${merged.length}">${merges}</mergeCells></worksheet>`,
  });
}

const FORMATS = 'http://schemas.openxmlformats.org';
const PACKAGE = `${FORMATS}/package/2006`;
const OFFICE = `${FORMATS}/officeDocument/2006/relationships`;
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function relation(type: string, target: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">
    <Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;
}

function cellAt(row: number): (cell: Cell, column: number) => string {
  return (cell, column) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (cell === null || cell === '') return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'object')
      return `<c r="${at}"><f>${cell.formula}</f><v>${cell.value}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  };
}

/** Files side by side, not compressed. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, body] = [Buffer.from(name), Buffer.from(text)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(body), 10);
    about.writeUInt32LE(body.length, 14);
    about.writeUInt32LE(body.length, 18);
    about.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    parts.push(Buffer.from('PK\x03\x04'), about, path, body);
    index.push(Buffer.from('PK\x01\x02\x14\x00'), about, place, path);
    at += 30 + path.length + body.length;
  }
  const list = Buffer.concat(index);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), end]);
}
