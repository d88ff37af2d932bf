/** Small real files of the formats that articles come in. */

import { strToU8, zipSync } from 'fflate';
import { PDFDocument, StandardFonts } from 'pdf-lib';

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** @param body paragraphs in WordprocessingML; see `paragraph`. */
export function docx(body: string, core = ''): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(`<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`),
    'word/styles.xml': strToU8(
      `<?xml version="1.0"?><w:styles ${WORD}>${['Title', 'heading 1', 'heading 2'].map((name, i) => `<w:style w:type="paragraph" w:styleId="S${i}"><w:name w:val="${name}"/></w:style>`).join('')}</w:styles>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
    'docProps/core.xml': strToU8(
      `<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">${core}</cp:coreProperties>`,
    ),
  });
}

/** @param style 0 Title, 1 heading 1, 2 heading 2. */
export const paragraph = (text: string, style?: 0 | 1 | 2): string =>
  `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="S${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** @param chapters XHTML bodies by file name, in reading order. */
export function epub(chapters: Record<string, string>, metadata = '', extra: Record<string, string> = {}): Uint8Array {
  const names = Object.keys(chapters);
  const files: Record<string, string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OEBPS/content.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${names.map((name, i) => `<item id="c${i}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${names.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine></package>`,
    ...Object.fromEntries(
      names.map((name) => [
        `OEBPS/${name}`,
        `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${chapters[name]}</body></html>`,
      ]),
    ),
    ...extra,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  /** From the page's lower edge, in points; the page is 842 high. */
  readonly y: number;
  readonly size?: number;
}

export async function pdf(pages: readonly (readonly PdfPiece[])[], info: { title?: string } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  if (info.title !== undefined) document.setTitle(info.title);
  document.setCreationDate(new Date('2026-03-01T12:00:00Z'));
  for (const pieces of pages) {
    const page = document.addPage([595, 842]);
    for (const { text, x, y, size = 11 } of pieces) page.drawText(text, { x, y, size, font });
  }
  return document.save();
}

/** Lines one below the other from `top` on, as a word processor draws a page of text. */
export const column = (lines: readonly string[], x = 72, top = 760, size = 11): PdfPiece[] =>
  lines.map((text, i) => ({ text, x, y: top - i * 1.3 * size, size }));

/**
 * A PDF with Chinese text in a font that is not embedded.
 * @param map `unicode`: the file says which character each code is; `big5`: it only names the map of Taiwan's encoding.
 * @param encode to Big5; needed for `big5`.
 */
export function chinesePdf(
  lines: readonly string[],
  map: 'unicode' | 'big5',
  encode?: (text: string) => Uint8Array,
): Uint8Array {
  const hex = (text: string): string =>
    map === 'unicode'
      ? Buffer.from(text, 'utf16le').swap16().toString('hex')
      : Buffer.from(encode!(text)).toString('hex');
  const content = `BT /F1 12 Tf 72 760 Td ${lines.map((line) => `<${hex(line)}> Tj 0 -18 Td`).join(' ')} ET`;
  const chars = [...new Set(lines.join(''))].map((char) => hex(char));
  const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange ${chars.length} beginbfchar ${map === 'unicode' ? chars.map((code) => `<${code}> <${code}>`).join('\n') : ''} endbfchar endcmap end end`;
  const ordering = map === 'unicode' ? 'Identity' : 'CNS1';
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R /Lang (zh-HK) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /MingLiU /Encoding /${map === 'unicode' ? 'Identity-H' : 'ETen-B5-H'} /DescendantFonts [6 0 R]${map === 'unicode' ? ' /ToUnicode 8 0 R' : ''} >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MingLiU /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 0 >> /DW 1000 /FontDescriptor 7 0 R >>`,
    '<< /Type /FontDescriptor /FontName /MingLiU /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>',
    `<< /Length ${toUnicode.length} >>\nstream\n${toUnicode}\nendstream`,
  ]);
}

function assemble(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
