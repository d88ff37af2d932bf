declare module '@joplin/turndown-plugin-gfm' {
  import type Turndown from 'turndown';
  /** `<div class="highlight-source-…"><pre>`, as code. */
  export const highlightedCodeBlock: Turndown.Plugin;
  export const taskListItems: Turndown.Plugin;
}
