/** The script of `/admin`: shows how a rebuild goes, while it goes. Without it the page says how it stood when it was loaded. */
import { type RebuildStrings, type RebuildView, rebuildText } from './rebuild-text.ts';

/** Screen readers hear how it goes no more often than this. */
const SAY_EVERY_MS = 5000;

const box = document.querySelector<HTMLElement>('#rebuild[data-live]');
if (box) follow(box);

function follow(box: HTMLElement): void {
  const find = <T extends HTMLElement>(selector: string) => box.querySelector<T>(selector)!;
  const [bar, said, shown] = [
    find<HTMLProgressElement>('progress'),
    find('[role="status"]'),
    find('.progress [aria-hidden]'),
  ];
  const strings = JSON.parse(box.dataset.strings!) as RebuildStrings;
  const events = new EventSource('/admin/rebuild/events');
  let last = 0;
  events.addEventListener('state', ({ data }) => {
    const state = JSON.parse(data) as RebuildView;
    const text = rebuildText(state, strings);
    shown.textContent = text;
    const over = state.status !== 'running';
    if (state.status === 'running' && state.total > 0) {
      bar.max = state.total;
      bar.value = state.done;
    }
    if (over || Date.now() - last > SAY_EVERY_MS) {
      said.textContent = text;
      last = Date.now();
    }
    if (!over) return;
    events.close();
    bar.hidden = true;
    find('form').hidden = true;
    find('.cause').textContent = state.status === 'failed' ? state.message : '';
    find('.again').hidden = false;
    if (state.status === 'done') renew();
  });
}

/** What the page says of the index and its files is from before; the box keeps what was just said in it. */
function renew(): void {
  const request = new XMLHttpRequest();
  request.open('GET', location.href);
  request.setRequestHeader('accept', 'text/html');
  // The page's policy lets no script make a document of text.
  request.responseType = 'document';
  request.onload = () => {
    for (const name of ['index', 'left-out', 'articles']) {
      const section = `section[aria-labelledby="${name}"]`;
      const fresh = (request.response as Document | null)?.querySelector(section);
      if (fresh) document.querySelector(section)?.replaceWith(fresh);
    }
  };
  request.send();
}
