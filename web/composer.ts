import type { Language } from '../core/types.ts';
import { QUESTION_LENGTH } from './conversation.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Dictation } from './speech.ts';
import type { Strings } from './strings.ts';

export interface ComposerOptions {
  readonly strings: Strings;
  readonly language: Language;
  readonly draft: string;
  readonly dictation: Dictation | undefined;
  drafted(draft: string): void;
  send(question: string): void;
  stop(): void;
}

export interface Composer {
  readonly element: HTMLElement;
  focus(): void;
  /** While an answer is being written the button stops it instead of sending. */
  setBusy(busy: boolean): void;
}

export function createComposer({
  strings,
  language,
  draft,
  dictation,
  drafted,
  send,
  stop,
}: ComposerOptions): Composer {
  let busy = false;
  const input = h('textarea.input', {
    // Where it cannot grow with its text (`field-sizing`), it has two lines.
    rows: '2',
    maxlength: `${QUESTION_LENGTH}`,
    'aria-label': strings.question,
    placeholder: strings.question,
    enterkeyhint: 'send',
    input: () => edited(),
    keydown: (event: KeyboardEvent) => {
      // Enter that picks a candidate of an input method is not a send; Safari reports it by keyCode alone.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      submit();
    },
  });
  const note = h('p.note', { role: 'alert' }, strings.wordless);
  const button = h('button.send', { type: 'submit' });
  const microphone =
    dictation &&
    h(
      'button.mic',
      { label: strings.dictate, 'aria-pressed': 'false', click: () => listen(microphone!) },
      icon('dictate'),
    );
  const element = h(
    'form.composer',
    {
      submit: (event: Event) => {
        event.preventDefault();
        if (busy) stop();
        else submit();
      },
    },
    h('div.field', {}, input, microphone, button),
  );

  const edited = () => {
    note.remove();
    drafted(input.value);
  };
  const submit = () => {
    const question = input.value.trim();
    // The server takes no question without a word in it.
    const isQuestion = /[\p{L}\p{N}\p{S}]/u.test(question);
    if (question && !isQuestion) element.append(note);
    if (busy || !isQuestion) return input.focus();
    dictation?.stop();
    input.value = '';
    edited();
    send(question);
  };
  const setBusy = (value: boolean) => {
    busy = value;
    button.ariaLabel = button.title = busy ? strings.stop : strings.send;
    button.replaceChildren(icon(busy ? 'stop' : 'send'));
  };
  const listen = (button: HTMLElement) => {
    if (button.ariaPressed === 'true') return dictation?.stop();
    const before = input.value;
    button.ariaPressed = 'true';
    const heard = (text: string) => {
      input.value = (before + text).slice(0, QUESTION_LENGTH);
      edited();
    };
    dictation?.start(language, heard, () => {
      button.ariaPressed = 'false';
      input.focus();
    });
  };

  input.value = draft;
  setBusy(false);
  return {
    element,
    setBusy,
    focus: () => input.focus(),
  };
}
