import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../ingest/articles.ts';
import { seemForeign } from '../../ingest/foreign-text.ts';
import { passedOver } from '../../ingest/list-files.ts';
import { temporaryFolder } from '../support/folder.ts';

async function read(files: Record<string, string | Uint8Array>) {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return readCorpus(folder, () => 'yue');
}

const FRENCH =
  'Le tramway a été mis en service en 1904. Il circule le long de la côte nord de l’île et transporte chaque jour environ deux cent mille passagers. Le billet coûte trois dollars pour les adultes.\n';

describe('readCorpus', () => {
  it('takes id and language from the name, the rest from the front matter', async () => {
    const { articles, problems } = await read({
      'salmon.zh-Hant.md':
        '---\ntitle: 三文魚\nsource: 漁農處\nurl: https://example.org/a\ndate: 2026-03-01\n---\n## 一\n\n內文。\n',
    });
    expect(problems).toEqual([]);
    expect(articles).toMatchObject([
      {
        id: 'salmon',
        language: 'zh-Hant',
        title: '三文魚',
        source: '漁農處',
        url: 'https://example.org/a',
        date: '2026-03-01',
        text: '## 一\n\n內文。\n',
        format: 'markdown',
      },
    ]);
  });

  it('takes a title with a colon as people write it', async () => {
    const { articles, problems } = await read({
      'rice.en.md':
        '---\ntitle: Grains and Oil: frequently asked questions\nquestions:\n  - Rice: how much?\n---\nRice.\n',
      'oil.en.md': '---\ntitle: [Oil\n---\nOil.\n',
    });
    expect(articles).toMatchObject([
      { title: 'Grains and Oil: frequently asked questions', questions: ['Rice: how much?'] },
    ]);
    expect(problems[0]!.reason).toMatch(/not YAML: .*Put the value in quotation marks\.$/);
  });

  it('takes front matter after an empty line, and between marks with a space behind them', async () => {
    const { articles } = await read({
      'a.en.md': '--- \ntitle: Tram\n---\t\nText.\n',
      'b.en.md': '\n \n---\nauthor: A. B.\ntitle: Tram\n---\nText.\n',
      'c.en.md': '\n---\nNote: text under a line.\n\n---\n',
    });
    expect(articles.map(({ title, text }) => [title, text])).toEqual([
      ['Tram', 'Text.\n'],
      ['Tram', 'Text.\n'],
      ['c', '\n---\nNote: text under a line.\n\n---\n'],
    ]);
  });

  it('takes dates and a single question as people write them, and nothing for nothing', async () => {
    const front = (fields: string) => `---\n${fields}\n---\nText.\n`;
    const { articles, problems } = await read({
      'a.en.md': front('date: 1 April 2026\nquestions: When?\nsource:'),
      'b.en.md': front('date: April 1, 2026'),
      'c.en.md': front('date: 2026年4月1日'),
      'd.en.md': front('date: 2026/4/1'),
      'e.en.md': front('date: 2026-04-01T00:30:00+08:00'),
    });
    expect(problems).toEqual([]);
    expect(articles.map(({ date }) => date)).toEqual(Array(5).fill('2026-04-01'));
    expect(articles[0]).toMatchObject({ questions: ['When?'] });
    expect(articles[0]).not.toHaveProperty('source');
  });

  it('says of front matter that cannot be used how it is written', async () => {
    const { problems } = await read({
      'a.en.md': '---\ndate: 4/1/2026\n---\nText.\n',
      'b.en.md': '---\ntitle: "unclosed\ndate: 2026-04-01\n---\nText.\n',
      'c.en.md': '---\nquestions:\n  first: When?\n---\nText.\n',
      'd.en.md': '---\nurl: example.org/tram\n---\nText.\n',
      'e.en.md': '---\n- Tram\n---\nText.\n',
    });
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/date is "4\/1\/2026": It is a day, such as 2026-04-01 or 1 April 2026$/),
      expect.stringMatching(/not YAML: title: "unclosed has a quotation mark that is not closed\. End the value with/),
      expect.stringMatching(/questions is \{"first":"When\?"\}: They are a list, each on a line/),
      expect.stringMatching(/url is "example\.org\/tram": It is a whole address, such as https:/),
      expect.stringMatching(/it is \["Tram"\]/),
    ]);
  });

  it('detects the language only where neither name nor front matter tells it', async () => {
    const { articles } = await read({ 'a.txt': '你好', 'b.md': '---\nlanguage: en\n---\nHi', 'c.zh-Hans.txt': '你好' });
    expect(articles.map(({ id, language, format }) => [id, language, format])).toEqual([
      ['a', 'yue', 'text'],
      ['b', 'en', 'markdown'],
      ['c', 'zh-Hans', 'text'],
    ]);
  });

  it('knows a language by the tags of regions too, and names a language that it does not know', async () => {
    const { articles, problems } = await read({
      'a.zh-TW.md': '動物園。',
      'b.zh_HK.html': '<p>動物園。</p>',
      'c.zh-CN.md': '动物园。',
      'd.zh-sg.txt': '动物园。',
      'e.en-GB.md': 'A zoo.',
      'f.zh.md': '動物園嘅。',
      'g.fr.md': 'Un zoo.',
      'h.pt-BR.md': '---\nlanguage: en-US\n---\nA zoo.',
      'prices.hk.md': '動物園嘅。',
      'report.v2.yue.md': '動物園嘅。',
      'team.it.md': 'The team mends the computers.',
      'way.in-to-it.md': '動物園嘅。',
    });
    expect(articles.map(({ id, language }) => [id, language])).toEqual([
      ['a', 'zh-Hant'],
      ['b', 'zh-Hant'],
      ['c', 'zh-Hans'],
      ['d', 'zh-Hans'],
      ['e', 'en'],
      ['f', 'yue'],
      ['h.pt-BR', 'en'],
      ['prices.hk', 'yue'],
      ['report.v2', 'yue'],
      ['team.it', 'yue'],
      ['way.in-to-it', 'yue'],
    ]);
    expect(problems).toEqual([{ file: 'g.fr.md', reason: expect.stringMatching(/does not know \(fr\)/) }]);
  });

  it('names what seems to be in a language that it does not know, where nobody says that it is not', async () => {
    const { articles, foreign } = await read({
      'a.md': FRENCH,
      'b.en.md': FRENCH,
      'c.md': `---\nlanguage: en\n---\n${FRENCH}`,
      'd.md': 'The tram on the northern shore opened in 1904, and it carries two hundred thousand people a day.',
      'e.jsonl': JSON.stringify({ id: 'e', text: FRENCH }),
    });
    expect(articles).toHaveLength(5);
    expect(foreign.map(({ file }) => file)).toEqual(['a.md', 'e.jsonl:1']);
    expect(seemForeign(foreign)).toMatch(/knows: a\.md \(French, as yue\), e\.jsonl:1 \(French, as yue\)\. Take out/);
    expect(seemForeign([])).toBeUndefined();
  });

  it('falls back to the first heading and to the name for a title', async () => {
    const { articles } = await read({
      'a.en.md': '# Fish & chips\n\nText.',
      'ferry.yue.txt': '大澳渡輪幾時開\n\n渡輪每日四班。',
      'two-words.en.txt': 'Text.\n\nMore.',
    });
    expect(articles.map(({ title }) => title)).toEqual(['Fish & chips', '大澳渡輪幾時開', 'two words']);
  });

  it('takes a first line that stands alone for the title, and not for a sentence of the text', async () => {
    const { articles } = await read({
      'a.en.txt': 'Volunteer handbook of Harbour Lantern\n\nVolunteers wear a vest.\n',
      'b.en.md': '**Volunteer handbook**\n\nVolunteers wear a vest.\n',
      'c.en.txt': '---\ntitle: Handbook\n---\nHandbook\n\nVolunteers wear a vest.\n',
      'd.en.txt': '---\ntitle: Vests\n---\nHandbook\n\nVolunteers wear a vest.\n',
      'e.en.txt': 'Only a line\n\n',
      'f.en.txt': '- a vest\n\n- a badge\n',
      'g.en.md': '**Closed today.**\n\nVolunteers wear a vest.\n',
      'h.en.md': 'Volunteers wear\n\na vest.\n',
    });
    expect(articles.map(({ title, text }) => [title, text.trim()])).toEqual([
      ['Volunteer handbook of Harbour Lantern', 'Volunteers wear a vest.'],
      ['Volunteer handbook', 'Volunteers wear a vest.'],
      ['Handbook', 'Volunteers wear a vest.'],
      ['Vests', 'Handbook\n\nVolunteers wear a vest.'],
      ['e', 'Only a line'],
      ['f', '- a vest\n\n- a badge'],
      ['g', '**Closed today.**\n\nVolunteers wear a vest.'],
      ['h', 'Volunteers wear\n\na vest.'],
    ]);
  });

  it('reads Windows line ends and a byte order mark', async () => {
    const { articles } = await read({ 'a.en.md': '\ufeff---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\r\n' });
    expect(articles[0]).toMatchObject({ title: 'T', text: 'One.\nTwo.\n' });
  });

  it('reads subfolders and passes over what is hidden or of another kind', async () => {
    const { articles, problems } = await read({ 'news/a.en.md': 'A.', '.draft/b.en.md': 'B.', 'c.jpg': 'C' });
    expect(articles.map(({ file }) => file)).toEqual(['news/a.en.md']);
    expect(problems).toEqual([]);
  });

  it('reads a file whatever characters its name is of, and passes over endings that no kind has', async () => {
    const { articles, problems } = await read({
      'a\nb.en.md': 'A.',
      'c\u2028d.md': 'C.',
      'e.constructor': 'E.',
      'f.__proto__': 'F.',
      'g.MAR\u212aDOWN': 'G.',
    });
    expect(problems).toEqual([]);
    expect(articles.map(({ id, language }) => [id, language])).toEqual([
      ['a\nb', 'en'],
      ['c\u2028d', 'yue'],
      ['g', 'yue'],
    ]);
  });

  it('refuses an id that an address would take for a folder', async () => {
    const { articles, problems } = await read({
      'a.jsonl': ['..', '.', '...'].map((id) => JSON.stringify({ id, text: 'A.' })).join('\n'),
      'b.en.md': '---\ntranslation_of: ..\n---\nB.',
    });
    expect(articles.map(({ id }) => id)).toEqual(['...']);
    expect(problems.map(({ file, reason }) => [file, reason])).toEqual([
      ['a.jsonl:1', 'has a line that cannot be used: id is "..": An id is neither . nor ..'],
      ['a.jsonl:2', 'has a line that cannot be used: id is ".": An id is neither . nor ..'],
      ['b.en.md', expect.stringMatching(/translation_of is "\.\."/)],
    ]);
  });

  it('knows versions of one name, however the system writes its accents', async () => {
    const { articles } = await read({
      'caf\u00e9.en.md': 'Open.',
      'cafe\u0301.yue.md': '開門。',
      'x.zh-Hans.md': '---\ntranslation_of: cafe\u0301.yue.md\n---\n开门。',
    });
    expect(articles.map(({ id }) => id)).toEqual(Array(3).fill('caf\u00e9'));
  });

  it('tells of documents of other kinds, by kind, and of nothing that lies beside articles', async () => {
    const tables = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.CSV`, 'x']));
    const beside = ['LICENSE', '.gitkeep', '.DS_Store', 'logo.png', 'style.css', 'Thumbs.db', '.old/x.csv', '~$x.xlsx'];
    const { articles, problems, others } = await read({
      'a.en.md': 'A.',
      ...tables,
      'talks/slides.pptx': 'x',
      ...Object.fromEntries(beside.map((name) => [name, 'x'])),
    });
    expect(articles).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(passedOver(others)).toMatch(
      /^Passed over, .* read: a\.CSV, b\.CSV, c\.CSV and 2 more \.csv; talks\/slides\.pptx\. Save .* md, /,
    );
    expect(passedOver([])).toBeUndefined();
  });

  it('names each bad file with the reason and keeps the others', async () => {
    const { articles, problems } = await read({
      'good.en.md': 'Good.',
      'empty.en.md': '---\ntitle: Nothing\n---\n\n',
      'latin1.en.txt': Uint8Array.from([0x63, 0x61, 0x66, 0xe9]),
      'binary.en.txt': 'a\0b',
      'yaml.en.md': '---\ntitle: [\n---\nText.',
      'open.en.md': '---\ntitle: Never closed\n\nText.',
      'date.en.md': '---\ndate: yesterday\n---\nText.',
      'language.en.md': '---\nlanguage: klingon\n---\nText.',
      'link.en.md': '---\nurl: javascript:alert(1)\n---\nText.',
      'sub/good.en.txt': 'The same id and language.',
    });
    expect(articles.map(({ file }) => file)).toEqual(['good.en.md']);
    const reasons = Object.fromEntries(problems.map(({ file, reason }) => [file, reason]));
    expect(Object.keys(reasons)).toHaveLength(9);
    expect(reasons['open.en.md']).toMatch(/not closed/);
    expect(reasons['empty.en.md']).toMatch(/no text/);
    expect(reasons['latin1.en.txt']).toMatch(/UTF-8/);
    expect(reasons['binary.en.txt']).toMatch(/binary/);
    expect(reasons['yaml.en.md']).toMatch(/YAML/);
    expect(reasons['date.en.md']).toMatch(/date is "yesterday"/);
    expect(reasons['language.en.md']).toMatch(/language is "klingon"/);
    expect(reasons['link.en.md']).toMatch(/url is "javascript:/);
    expect(reasons['sub/good.en.txt']).toMatch(/good\.en\.md is the first/);
  });

  it('says which folder cannot be read', async () => {
    await expect(readCorpus('/nonexistent/corpus', () => 'en')).rejects.toThrow(/\/nonexistent\/corpus.*CORPUS_DIR/);
  });
});
