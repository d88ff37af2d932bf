import type { Language } from './types.ts';

/**
 * Languages that share words once Traditional is folded to Simplified and Cantonese bridged to written Chinese: keyword
 * statistics are kept, and rankings fused, within a group.
 */
export type LanguageGroup = 'zh' | 'en';

export const LANGUAGE_GROUPS: readonly LanguageGroup[] = ['zh', 'en'];

export const groupOf = (language: Language): LanguageGroup => (language === 'en' ? 'en' : 'zh');
