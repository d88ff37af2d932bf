import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxLoader } from '../../../ingest/loaders/docx.ts';
import { epubLoader } from '../../../ingest/loaders/epub.ts';
import { docx, epub, paragraph } from '../../support/documents.ts';

const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;

describe('the Word loader', () => {
  it('reads headings, paragraphs and tables, title, day and language', async () => {
    const body =
      paragraph('電車的歷史', 1) +
      paragraph('電車於一九零四年投入服務。') +
      `<w:tbl><w:tr>${cell('Route')}${cell('Fare')}</w:tr><w:tr>${cell('Central')}${cell('3.0')}</w:tr></w:tbl>` +
      '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r></w:p>' +
      '<w:p><w:del w:author="a"><w:r><w:delText>刪去</w:delText></w:r></w:del></w:p>';
    const core =
      '<dc:title>電車</dc:title><dcterms:modified>2026-03-01T08:00:00Z</dcterms:modified><dc:language>zh-HK</dc:language>';
    expect(await docxLoader.load(docx(body, core))).toEqual([
      {
        title: '電車',
        date: '2026-03-01',
        languageTag: 'zh-HK',
        text: '# 電車的歷史\n\n電車於一九零四年投入服務。\n\n| Route | Fare |\n| --- | --- |\n| Central | 3.0 |\n',
        format: 'markdown',
      },
    ]);
  });

  it('takes the title from the document where its properties have none', async () => {
    expect((await docxLoader.load(docx(paragraph('Trams', 0) + paragraph('They run.'))))[0]).toMatchObject({
      title: 'Trams',
    });
  });

  it('takes a first line that stands alone for the title, styled or not, and quotes it nowhere', async () => {
    const bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Volunteer handbook</w:t></w:r></w:p>';
    for (const first of [bold, paragraph('Volunteer handbook')]) {
      const [article] = await docxLoader.load(docx(first + paragraph('They wear a vest.')));
      expect(article).toMatchObject({ title: 'Volunteer handbook', text: 'They wear a vest.\n' });
    }
    const sentence = docx(paragraph('They wear a vest.') + paragraph('They sign in.'));
    expect((await docxLoader.load(sentence))[0]).toMatchObject({ text: 'They wear a vest.\n\nThey sign in.\n' });
    const unknown = paragraph('Handbook', 0).replace('"S0"', '"Title"') + paragraph('They wear a vest.');
    expect((await docxLoader.load(docx(unknown)))[0]).toMatchObject({
      title: 'Handbook',
      text: 'They wear a vest.\n',
    });
  });

  it('does not repeat the title as a heading, unless there is nothing else', async () => {
    const body = paragraph('Trams', 0) + paragraph('Fares', 1) + paragraph('A ride costs HK$3.');
    const text = '# Fares\n\nA ride costs HK$3.\n';
    expect((await docxLoader.load(docx(body)))[0]).toMatchObject({ title: 'Trams', text });
    expect((await docxLoader.load(docx(body, '<dc:title>Trams</dc:title>')))[0]).toMatchObject({ text });
    expect((await docxLoader.load(docx(body, '<dc:title>Annex</dc:title>')))[0]).toMatchObject({
      title: 'Annex',
      text: `# Trams\n\n${text}`,
    });
    expect((await docxLoader.load(docx(paragraph('Trams', 0))))[0]).toMatchObject({ text: '# Trams\n' });
  });

  it('takes the date of the template of python-docx for none', async () => {
    const dated = (time: string) => docx(paragraph('They run.'), `<dcterms:modified>${time}</dcterms:modified>`);
    expect((await docxLoader.load(dated('2013-12-23T23:15:00Z')))[0]).not.toHaveProperty('date');
    expect((await docxLoader.load(dated('2013-12-23T08:00:00Z')))[0]).toMatchObject({ date: '2013-12-23' });
  });

  it('changes no number by its superscripts, and leaves out what is struck out', async () => {
    const run = (text: string, properties: string) =>
      `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const high = '<w:vertAlign w:val="superscript"/>';
    const body = run('It has 10', '') + run('6', high) + run(' cells for ', '') + run('$150', '<w:strike/>');
    const [article] = await docxLoader.load(
      docx(`<w:p>${body}${run('$90', '<w:dstrike/>')}${run('$80, all of them', '')}${run('1', high)}.</w:p>`),
    );
    expect(article).toMatchObject({ text: 'It has 10⁶ cells for $80, all of them\n' });
  });

  it('reads what fields and formulas say', async () => {
    const text = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
    const math = (inner: string) => `<m:oMath xmlns:m="urn:m">${inner}</m:oMath>`;
    const m = (words: string, name = 'r') => `<m:${name}><m:t>${words}</m:t></m:${name}>`;
    const field = `<w:fldSimple w:instr=" DOCPROPERTY Deadline ">${text('31 March')}</w:fldSimple>`;
    const power = `<m:sSup>${m('x', 'e')}${m('2', 'sup')}</m:sSup>`;
    const half = `<m:f><m:fPr/>${m('a+b', 'num')}${m('2', 'den')}</m:f>`;
    const body =
      `<w:p>${text('It ends on ')}${field}${text(' at ')}${math(m('3.5'))}${text('%.')}</w:p>` +
      `<w:p><m:oMathPara>${math(`${power}${m(' &lt; ')}${half}`)}</m:oMathPara></w:p>`;
    expect((await docxLoader.load(docx(body)))[0]).toMatchObject({
      text: 'It ends on 31 March at 3.5%.\n\nx² < (a+b)/2\n',
    });
  });

  it('says what is wrong with a file', async () => {
    const encrypted = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0);
    await expect(docxLoader.load(encrypted)).rejects.toThrow(/password/);
    await expect(docxLoader.load(strToU8('hello'))).rejects.toThrow(/damaged, or no Word/);
    await expect(docxLoader.load(docx(paragraph('x')).slice(0, 300))).rejects.toThrow(/damaged/);
    await expect(docxLoader.load(zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow(/damaged, or no Word/);
    await expect(docxLoader.load(docx(paragraph('')))).rejects.toThrow(/no text/);
  });

  it('refuses an archive that unpacks to hundreds of megabytes, before it does', async () => {
    const bomb = docx(paragraph('x'));
    const directory = Buffer.from(bomb).indexOf('PK\x01\x02');
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(directory + 24, 400 * 1024 * 1024, true);
    await expect(docxLoader.load(bomb)).rejects.toThrow(/unpacks to more than 300 MB/);
  });
});

describe('the EPUB loader', () => {
  it('reads the chapters in order, and what the book says of itself', async () => {
    const metadata =
      '<dc:title>電車 &amp; 渡輪</dc:title><dc:language>zh-Hant</dc:language><dc:date>2026-03-01</dc:date><dc:publisher>漁農處</dc:publisher>';
    const book = epub(
      { 'two.xhtml': '<h1>二</h1><p>先讀。<a id="x"/>續。</p>', 'one 1.xhtml': '<h1>一</h1><p>後讀。</p>' },
      metadata,
    );
    expect(await epubLoader.load(book)).toEqual([
      {
        title: '電車 & 渡輪',
        languageTag: 'zh-Hant',
        date: '2026-03-01',
        source: '漁農處',
        text: '# 二\n\n先讀。續。\n\n# 一\n\n後讀。\n',
        format: 'markdown',
      },
    ]);
  });

  it('says that a book is copy-protected, and lets scrambled fonts pass', async () => {
    const encryption = (uri: string) => ({
      'META-INF/encryption.xml': `<encryption><EncryptedData><CipherData><CipherReference URI="${uri}"/></CipherData></EncryptedData></encryption>`,
    });
    await expect(epubLoader.load(epub({ 'a.xhtml': '<p>x</p>' }, '', encryption('OEBPS/a.xhtml')))).rejects.toThrow(
      /copy-protected/,
    );
    expect(await epubLoader.load(epub({ 'a.xhtml': '<p>x</p>' }, '', encryption('OEBPS/font.otf')))).toHaveLength(1);
  });

  it('says what is wrong with a file', async () => {
    await expect(epubLoader.load(zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow(/does not list its parts/);
    await expect(epubLoader.load(epub({ 'a.xhtml': '<p> </p>' }))).rejects.toThrow(/no text/);
    await expect(epubLoader.load(epub({ 'a.xhtml': '<p>x</p>' }).slice(0, 100))).rejects.toThrow(/damaged/);
  });
});
