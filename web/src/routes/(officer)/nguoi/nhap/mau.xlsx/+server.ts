import type { ImportField } from '@suotdoi/core/people/model';
import writeXlsxFile from 'write-excel-file/node';
import type { RequestHandler } from './$types';

/** A sheet that is read without choosing columns: headings, and two families as examples. */
const fields = [
  ...['household', 'name', 'relation', 'birth', 'sex', 'village', 'ethnicity', 'disability'],
] as ImportField[];
const headings: Readonly<Partial<Record<ImportField, string>>> = {
  household: 'Số hộ',
  name: 'Họ và tên',
  relation: 'Quan hệ với chủ hộ',
  birth: 'Năm sinh',
  sex: 'Giới tính',
  village: 'Xóm, khối',
  ethnicity: 'Dân tộc',
  disability: 'Khuyết tật',
};
const examples = [
  ['1', 'Nguyễn Văn Ví Dụ', 'Chủ hộ', '1958', 'Nam', 'Xóm 3', 'Kinh', ''],
  ['1', 'Trần Thị Ví Dụ', 'Vợ', '1960', 'Nữ', 'Xóm 3', 'Kinh', 'x'],
  ['2', 'Lê Thị Ví Dụ', 'Chủ hộ', '1972', 'Nữ', 'Xóm 4', 'Thái', ''],
];

/** The template is Vietnamese in both languages: its headings are what the reader knows. */
export const GET: RequestHandler = async () => {
  const head = fields.map((field) => ({
    value: headings[field] ?? field,
    type: String,
    fontWeight: 'bold' as const,
  }));
  const rows = examples.map((row) => row.map((value) => ({ value, type: String })));
  const columns = fields.map((field) => ({ width: field === 'name' ? 28 : 16 }));
  const file = writeXlsxFile([head, ...rows], { columns, stickyRowsCount: 1 });
  return new Response(new Uint8Array(await file.toBuffer()), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="mau-danh-sach.xlsx"',
    },
  });
};
