/** What is known of each backend. A new one that speaks OpenAI's format is one more entry here. */

export interface Backend {
  /** How it is called in messages. */
  readonly label: string;
  readonly wire: 'openai' | 'ollama' | 'anthropic';
  /** Where it is unless `LLM_BASE_URL` says otherwise; `undefined`: it has to be said. */
  readonly baseUrl?: string;
  /** The variable that says where it is; `LLM_BASE_URL` goes before it. */
  readonly baseUrlVariable?: 'HKGAI_BASE_URL';
  /** The variable of its key; `LLM_API_KEY` serves for every backend. */
  readonly keyVariable?:
    | 'OPENAI_API_KEY'
    | 'ANTHROPIC_API_KEY'
    | 'DEEPSEEK_API_KEY'
    | 'DASHSCOPE_API_KEY'
    | 'HKGAI_API_KEY';
  readonly needsKey: boolean;
  /** The model unless `LLM_MODEL` names one; `undefined`: it has to be said. */
  readonly model?: string;
  /** An example for the message that asks for one. */
  readonly exampleModel: string;
  /** Fields of the request body, above all what switches thinking off. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Not sent where it is `undefined`: some models of these providers refuse any temperature. */
  readonly temperature?: number;
  /** Tokens of prompt and answer together, unless `LLM_CONTEXT_TOKENS` says otherwise. */
  readonly contextTokens: number;
  /**
   * Milliseconds to the first word. A remote service that takes longer has no capacity left; a local model may first
   * have to be read from disk and then read the prompt on a processor at 60 tokens a second.
   */
  readonly firstWord: number;
}

const REMOTE = 30_000;
const LOCAL = 180_000;

/** Far below what these services take today, far above what a prompt of ours needs. */
const ROOMY = 32_768;

/** The templates of Qwen, DeepSeek and HKGAI read it, in vLLM, SGLang and llama.cpp (`--jinja`); others ignore it. */
const TEMPLATE_WITHOUT_THINKING = { chat_template_kwargs: { enable_thinking: false } };

const BACKENDS = {
  ollama: {
    label: 'Ollama',
    wire: 'ollama',
    baseUrl: 'http://localhost:11434',
    needsKey: false,
    exampleModel: 'qwen3:4b',
    temperature: 0,
    contextTokens: 8192,
    firstWord: LOCAL,
  },
  'llama-cpp': {
    label: 'The model server',
    wire: 'openai',
    baseUrl: 'http://localhost:8080/v1',
    needsKey: false,
    // llama.cpp answers with the one model it has, whatever the name; vLLM and LM Studio want theirs.
    model: 'default',
    exampleModel: 'Qwen/Qwen3-4B',
    body: TEMPLATE_WITHOUT_THINKING,
    temperature: 0,
    contextTokens: 8192,
    firstWord: LOCAL,
  },
  deepseek: {
    label: 'DeepSeek',
    wire: 'openai',
    baseUrl: 'https://api.deepseek.com',
    keyVariable: 'DEEPSEEK_API_KEY',
    needsKey: true,
    model: 'deepseek-flash',
    exampleModel: 'deepseek-v4-pro',
    body: { thinking: { type: 'disabled' } },
    temperature: 0,
    contextTokens: ROOMY,
    firstWord: REMOTE,
  },
  qwen: {
    label: 'Alibaba Cloud Model Studio',
    wire: 'openai',
    keyVariable: 'DASHSCOPE_API_KEY',
    needsKey: true,
    model: 'qwen-plus',
    exampleModel: 'qwen3.7-max',
    body: { enable_thinking: false },
    temperature: 0,
    contextTokens: ROOMY,
    firstWord: REMOTE,
  },
  hkgai: {
    label: 'HKGAI',
    wire: 'openai',
    baseUrlVariable: 'HKGAI_BASE_URL',
    keyVariable: 'HKGAI_API_KEY',
    needsKey: true,
    model: 'HKGAI-V1',
    exampleModel: 'HKGAI-V1',
    body: TEMPLATE_WITHOUT_THINKING,
    temperature: 0,
    contextTokens: ROOMY,
    firstWord: REMOTE,
  },
  openai: {
    label: 'OpenAI',
    wire: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    needsKey: true,
    exampleModel: 'gpt-4.1-mini',
    contextTokens: ROOMY,
    firstWord: REMOTE,
  },
  anthropic: {
    label: 'Anthropic',
    wire: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    keyVariable: 'ANTHROPIC_API_KEY',
    needsKey: true,
    exampleModel: 'claude-haiku-4-5',
    contextTokens: ROOMY,
    firstWord: REMOTE,
  },
  'openai-compatible': {
    label: 'The model service',
    wire: 'openai',
    needsKey: false,
    exampleModel: 'the name your service lists',
    contextTokens: 8192,
    firstWord: LOCAL,
  },
} as const satisfies Record<string, Backend>;

export type BackendName = keyof typeof BACKENDS;

export const BACKEND_NAMES = Object.keys(BACKENDS) as BackendName[];

export const backendOf = (name: BackendName): Backend => BACKENDS[name];

/** Hosts of Alibaba Cloud Model Studio; a key is good in its own region only. */
export const QWEN_REGIONS = {
  beijing: 'https://dashscope.aliyuncs.com',
  singapore: 'https://dashscope-intl.aliyuncs.com',
  us: 'https://dashscope-us.aliyuncs.com',
  'hong-kong': 'https://cn-hongkong.dashscope.aliyuncs.com',
} as const;

export type QwenRegion = keyof typeof QWEN_REGIONS;

export const qwenUrl = (region: QwenRegion): string => `${QWEN_REGIONS[region]}/compatible-mode/v1`;
