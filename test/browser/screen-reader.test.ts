import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askInPage, describeInBrowser } from './support/browser.ts';
import { type Island, startIsland } from './support/island.ts';
import { type Site, startSite } from './support/stub-server.ts';

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly value?: { readonly value: unknown };
  readonly childIds?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

/** What a screen reader is given, as Chromium computes it: a line per node, indented, layout left out. */
async function accessibilityTree(devtools: CDPSession): Promise<string> {
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const visit = (id: string, depth: number) => {
    const node = byId.get(id);
    if (!node) return;
    const role = node.role?.value ?? '';
    const plain = node.ignored || ['none', 'generic', 'InlineTextBox', 'RootWebArea', 'MenuListPopup'].includes(role);
    if (!plain) {
      const focus = node.properties?.some(({ name, value }) => name === 'focused' && value.value) ? ' (focus)' : '';
      const name = node.name?.value ? ` “${node.name.value}”` : '';
      lines.push(`${'  '.repeat(depth)}${role}${name}${node.value?.value ? ` = ${node.value.value}` : ''}${focus}`);
    }
    // Their name says it all.
    if (['StaticText', 'button', 'link', 'heading', 'combobox'].includes(role)) return;
    for (const child of node.childIds ?? []) visit(child, plain ? depth : depth + 1);
  };
  visit(nodes[0]!.nodeId, 0);
  return lines.join('\n');
}

describeInBrowser('a screen reader', ({ open }) => {
  let island: Island;
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    island = await startIsland({ model: true, env: { ALLOWED_ORIGINS: site.origin } });
  });
  afterAll(() => Promise.all([island?.close(), site?.close()]));

  it('is given a whole conversation', async () => {
    const url = site.add(
      () => `<!doctype html><html lang="en"><title>Host</title><script src="${island.url}/widget.js" defer></script>`,
    );
    const page = await open(url, {
      before: () => {
        Object.assign(globalThis, { webkitSpeechRecognition: undefined, SpeechRecognition: undefined });
      },
    });
    const devtools = await page.context().newCDPSession(page);
    expect(await accessibilityTree(devtools)).toMatchInlineSnapshot(`"button “Ask Samman”"`);

    await page.locator('.launcher').click();
    await page.locator('.starter').first().waitFor();
    expect(await accessibilityTree(devtools)).toMatchInlineSnapshot(`
      "dialog “Ask Samman”
        heading “Samman 三文”
        combobox “Language” = English
        button “Close”
        region “Conversation”
          paragraph
            StaticText “Ask a question. Every sentence names its source: press its number.”
          heading “You could ask”
          button “How long does the ferry take?”
          button “When does the library open?”
        form
          textbox “Ask a question” (focus)
          button “Send”
        status"
    `);

    await askInPage(page, 'When does the library open?');
    await page.context().setOffline(true);
    await askInPage(page, 'How long does the ferry take?');
    await page.context().setOffline(false);
    expect(await accessibilityTree(devtools)).toMatchInlineSnapshot(`
      "dialog “Ask Samman”
        heading “Samman 三文”
        combobox “Language” = English
        button “Start anew”
        button “Close”
        region “Conversation”
          article
            heading “You asked”
            paragraph
              StaticText “When does the library open?”
            heading “Samman answered”
            paragraph
              StaticText “The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.”
              StaticText “⁠”
              button “Source 1: The island library”
              StaticText “ It is closed on Mondays.”
              StaticText “⁠”
              button “Source 2: The island library”
            heading “Sources”
            list
              listitem
                button “1 The library opens at 9 am and closes at 7 pm from Tuesday to Sunday. The island library › Opening hours · English · 1 Mar 2026”
                link “Open the article: The island library”
              listitem
                button “2 It is closed on Mondays. The island library › Opening hours · English · 1 Mar 2026”
                link “Open the article: The island library”
            button “Copy”
            button “Ask again”
            group “Did this help?”
              StaticText “Did this help?”
              button “Yes”
              button “No”
          article
            heading “You asked”
            paragraph
              StaticText “How long does the ferry take?”
            heading “Samman answered”
            paragraph
              StaticText “The server cannot be reached. Check your connection.”
            button “Ask again”
        form
          textbox “Ask a question” (focus)
          button “Send”
        status
          StaticText “The server cannot be reached. Check your connection.”"
    `);

    await page.locator('.ref').first().click();
    await page.locator('.panel mark').waitFor();
    expect(await accessibilityTree(devtools)).toMatchInlineSnapshot(`
      "dialog “Ask Samman”
        heading “Samman 三文”
        combobox “Language” = English
        button “Start anew”
        button “Close”
        region “Conversation”
          article
            heading “You asked”
            paragraph
              StaticText “When does the library open?”
            heading “Samman answered”
            paragraph
              StaticText “The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.”
              StaticText “⁠”
              button “Source 1: The island library”
              StaticText “ It is closed on Mondays.”
              StaticText “⁠”
              button “Source 2: The island library”
            heading “Sources”
            list
              listitem
                button “1 The library opens at 9 am and closes at 7 pm from Tuesday to Sunday. The island library › Opening hours · English · 1 Mar 2026”
                link “Open the article: The island library”
              listitem
                button “2 It is closed on Mondays. The island library › Opening hours · English · 1 Mar 2026”
                link “Open the article: The island library”
            button “Copy”
            button “Ask again”
            group “Did this help?”
              StaticText “Did this help?”
              button “Yes”
              button “No”
          article
            heading “You asked”
            paragraph
              StaticText “How long does the ferry take?”
            heading “Samman answered”
            paragraph
              StaticText “The server cannot be reached. Check your connection.”
            button “Ask again”
        form
          textbox “Ask a question”
          button “Send”
        complementary “Source”
          button “Back”
          link “Open the article”
          group “Source”
            heading “The island library” (focus)
            paragraph
              StaticText “English · Island Library · 1 Mar 2026”
            paragraph
              StaticText “The island library opened in ”
              strong
                StaticText “1987”
              StaticText “ beside the ferry pier. Its collection holds about 40,000 books in Chinese and English, and from the reading room on the upper floor one sees the harbour.”
            heading “Opening hours”
            paragraph
              mark
                StaticText “The library opens at 9 am and closes at 7 pm from Tuesday to Sunday.”
              StaticText “ It is closed on Mondays.”
            list
              listitem
                ListMarker “• ”
                StaticText “Children under six come with an adult.”
              listitem
                ListMarker “• ”
                StaticText “Bags go into the lockers; see ”
                link “the rules”
                StaticText “.”
            heading “Borrowing”
            paragraph
              StaticText “A reader may borrow up to eight books at a time. Each loan lasts fourteen days and can be renewed twice.”
            table
              row
                columnheader “Item”
                  StaticText “Item”
                columnheader “Loan”
                  StaticText “Loan”
              row
                cell “Book”
                  StaticText “Book”
                cell “14 days”
                  StaticText “14 days”
              row
                cell “Film”
                  StaticText “Film”
                cell “7 days”
                  StaticText “7 days”
        status
          StaticText “The server cannot be reached. Check your connection.”"
    `);
  });
});
