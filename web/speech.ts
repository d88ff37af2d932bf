import type { Language } from '../core/types.ts';
import { HTML_LANG } from './language.ts';

/** What voices call their languages. Android writes zh_HK. Written Chinese in Hong Kong is read in Cantonese. */
const VOICES: Readonly<Record<Language, RegExp>> = {
  yue: /^(zh.HK|yue)/i,
  'zh-Hant': /^(zh.(HK|TW)|yue)/i,
  'zh-Hans': /^(zh.CN|cmn)/i,
  en: /^en/i,
};

export interface Speaker {
  canSpeak(language: Language): boolean;
  /** Reads `text` aloud for `owner` in a language it can speak, stopping whatever was being read. `finished` is called once, also when stopped. */
  speak(text: string, language: Language, owner: unknown, finished: () => void): void;
  /** Whether what was being read was `owner`'s. */
  stop(owner?: unknown): boolean;
}

/** Calls `changed` when the browser has found its voices, which may be after the page is drawn. */
export function createSpeaker(changed: () => void): Speaker {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  let reading: { readonly owner: unknown; finished(): void } | undefined;
  synthesis?.addEventListener?.('voiceschanged', changed);

  const voiceFor = (language: Language) => synthesis?.getVoices().find(({ lang }) => VOICES[language].test(lang));
  const stop = (owner?: unknown) => {
    const before = reading;
    reading = undefined;
    synthesis?.cancel();
    before?.finished();
    return before?.owner === owner;
  };

  return {
    canSpeak: (language) => !!voiceFor(language),
    speak(text, language, owner, finished) {
      stop();
      const voice = voiceFor(language)!;
      const mine = { owner, finished };
      reading = mine;
      // Chrome falls silent in utterances longer than about 15 seconds: one per sentence.
      const sentences = text.match(/[^。！？!?\n]+[。！？!?\n]*/g) ?? [];
      sentences.forEach((sentence, index) => {
        const utterance = new SpeechSynthesisUtterance(sentence);
        utterance.voice = voice;
        utterance.lang = voice.lang;
        utterance.onend = utterance.onerror = ({ type }: Event) => {
          if (reading === mine && (type === 'error' || index === sentences.length - 1)) stop();
        };
        synthesis!.speak(utterance);
      });
    },
    stop,
  };
}

/** The part of the Web Speech recogniser in use; the DOM library does not declare it. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

export interface Dictation {
  /** `heard` gets everything understood so far, again and again; `ended` is called once. */
  start(language: Language, heard: (text: string) => void, ended: () => void): void;
  stop(): void;
}

/** Nothing where the browser cannot listen. */
export function createDictation(): Dictation | undefined {
  const scope = globalThis as {
    SpeechRecognition?: new () => Recognition;
    webkitSpeechRecognition?: new () => Recognition;
  };
  const Recogniser = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
  if (!Recogniser) return undefined;
  let running: Recognition | undefined;
  return {
    start(language, heard, ended) {
      running?.abort();
      const recognition = new Recogniser();
      running = recognition;
      // Chrome and Safari take `zh-HK` as Cantonese.
      recognition.lang = HTML_LANG[language];
      recognition.interimResults = true;
      recognition.onresult = ({ results }) =>
        heard(Array.from(results, (result) => result[0]?.transcript ?? '').join(''));
      recognition.onend = ended;
      recognition.start();
    },
    stop: () => running?.stop(),
  };
}
