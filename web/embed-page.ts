/** The script of `/embed`: keeps the tag and the preview in step with the options. */
import { contrast } from './contrast.ts';

const form = document.querySelector<HTMLFormElement>('form.options')!;
const preview = document.querySelector<HTMLElement>('#preview')!;
/** Colours the reader has changed: the others keep following the scheme. */
const chosen = new Set<string>();

const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
const show = (id: string, text: string) => {
  document.querySelector(`#${id}`)!.textContent = text;
};

function update(): void {
  const colours = customProperties();
  for (const name of ['color-scheme', 'accent', 'on-accent', 'highlight']) {
    const value = colours[name];
    if (value) preview.style.setProperty(`--samman-${name}`, value);
    else preview.style.removeProperty(`--samman-${name}`);
  }
  const [mode, lang] = [field('mode').value, field('lang').value];
  if (preview.getAttribute('mode') !== mode) preview.setAttribute('mode', mode);
  if (lang === 'auto') preview.removeAttribute('lang');
  else if (preview.getAttribute('lang') !== lang) preview.setAttribute('lang', lang);
  document.querySelector<HTMLElement>('.corner')!.hidden = mode === 'inline';

  const server = addressOf('server', location.origin);
  show('tag', tagOf(server.href.replace(/[^/]*$/, ''), mode, lang, colours));
  show('allow', `ALLOWED_ORIGINS=${addressOf('site', 'https://www.example.org').origin} npm start`);
  show('policy', `script-src ${server.origin}; connect-src ${server.origin}`);
  for (const name of ['accent', 'highlight']) sayContrast(name);
}

function tagOf(server: string, mode: string, lang: string, colours: Readonly<Record<string, string>>): string {
  const inline = mode === 'inline';
  const data = !inline && lang !== 'auto' ? ` data-lang="${lang}"` : '';
  const lines = [`<script src="${server}widget.js"${data} defer></script>`];
  if (inline) lines.push(`<samman-chat mode="inline" lang="${lang}"></samman-chat>`);
  const rules = Object.entries(colours).map(([name, value]) => `  --samman-${name}: ${value};`);
  if (rules.length > 0) lines.push('<style>', 'samman-chat {', ...rules, '}', '</style>');
  return lines.join('\n');
}

function customProperties(): Record<string, string> {
  const properties: Record<string, string> = {};
  if (field('scheme').value) properties['color-scheme'] = field('scheme').value;
  if (chosen.has('accent')) {
    const accent = field('accent').value;
    const [dark, light] = ['#1c1715', '#ffffff'];
    properties.accent = accent;
    properties['on-accent'] = contrast(accent, light) >= contrast(accent, dark) ? light : dark;
  }
  if (chosen.has('highlight')) properties.highlight = field('highlight').value;
  return properties;
}

/** Warns of a colour that is hard to read in a scheme that the reader may meet. */
function sayContrast(name: string): void {
  const element = document.querySelector<HTMLElement>(`#${name}-said`)!;
  const scheme = field('scheme').value;
  const worst = Math.min(...(scheme ? [scheme] : ['light', 'dark']).map((each) => contrastIn(each, name)));
  preview.style.setProperty('--samman-color-scheme', scheme || 'light dark');
  const hard = chosen.has(name) && worst < 4.5;
  element.textContent = hard ? `${element.dataset.said} ${Math.floor(worst * 10) / 10}:1` : '';
}

/** What the widget really draws: the accent on its paper, or its ink on the highlight. */
function contrastIn(scheme: string, name: string): number {
  preview.style.setProperty('--samman-color-scheme', scheme);
  const part = preview.shadowRoot?.querySelector('.window');
  if (!part) return 21;
  const { color, backgroundColor } = getComputedStyle(part);
  return contrast(field(name).value, name === 'accent' ? backgroundColor : color);
}

function addressOf(name: string, otherwise: string): URL {
  const { value } = field(name);
  const address = URL.canParse(value) ? new URL(value) : undefined;
  return address && /^https?:$/.test(address.protocol) ? address : new URL(otherwise);
}

async function copy(button: HTMLElement): Promise<void> {
  const said = button.textContent;
  await navigator.clipboard.writeText(document.querySelector(`#${button.dataset.copy}`)!.textContent);
  button.textContent = button.dataset.copied ?? said;
  setTimeout(() => {
    button.textContent = said;
  }, 2000);
}

function showDefaults(): void {
  chosen.clear();
  // The pages have the theme too: their colours are the widget's defaults.
  const probe = document.createElement('i');
  document.body.append(probe);
  for (const name of ['accent', 'highlight']) {
    probe.style.color = `var(--${name})`;
    field(name).value = hexOf(getComputedStyle(probe).color);
  }
  probe.remove();
}

function hexOf(colour: string): string {
  return `#${[...colour.matchAll(/\d+/g)]
    .slice(0, 3)
    .map(([part]) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`;
}

field('server').value = new URL('.', location.href).href;
showDefaults();
form.hidden = false;
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', () => void copy(button));
}
form.addEventListener('input', ({ target }) => {
  const { type, name } = target as HTMLInputElement;
  if (type === 'color') chosen.add(name);
  update();
});
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () =>
  setTimeout(() => {
    showDefaults();
    update();
  }),
);
update();
